package io.tidemark.runtime.task;

import io.tidemark.config.Configuration;
import io.tidemark.runtime.channel.ChannelElement;
import io.tidemark.runtime.channel.ChannelOutput;
import io.tidemark.runtime.connector.ReadsSplits;
import io.tidemark.runtime.function.OutputTag;
import io.tidemark.runtime.graph.JobNode;
import io.tidemark.runtime.operator.Operator;
import io.tidemark.runtime.operator.OperatorContext;
import io.tidemark.runtime.time.ProcessingTime;
import io.tidemark.snapshot.operator.OperatorStateStore;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.MetricGroup;
import io.tidemark.state.OperatorStates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operator in its chain: its state, and where its records go. Belongs to the subtask's thread.
 */
final class ChainLink implements OperatorContext, AutoCloseable {

  /** Somebody who takes an operator's records: the next link, or an edge to another task. */
  private interface Receiver {
    void receive(Object value, long timestamp);
  }

  private static final Receiver[] NOBODY = {};

  private final JobNode node;
  private final ChainEnvironment environment;
  private final @Nullable KeyedStore<?> keyedStore;
  private final OperatorStateStore operatorStates;
  private final Operator operator;
  private final List<ChainLink> next = new ArrayList<>();
  private final List<ChannelOutput> outputs = new ArrayList<>();
  private final Map<OutputTag<?>, Receiver[]> sideReceivers = new HashMap<>();
  private Receiver[] receivers = NOBODY;
  private long watermark;
  private long outputWatermark = Long.MIN_VALUE;
  private long sentWatermark = Long.MIN_VALUE;
  private boolean sentIdle;

  ChainLink(
      JobNode node,
      ChainEnvironment environment,
      @Nullable KeyedStore<?> keyedStore,
      OperatorStateStore operatorStates) {
    this.node = node;
    this.environment = environment;
    this.keyedStore = keyedStore;
    this.operatorStates = operatorStates;
    this.watermark = environment.restoredWatermark();
    this.operator = node.factory().create(this);
  }

  /**
   * Sends what this operator emits to {@code tag} (null: mainly) to another operator of the chain.
   */
  void connect(@Nullable OutputTag<?> tag, ChainLink link) {
    next.add(link);
    addReceiver(tag, (value, timestamp) -> link.operator.process(0, value, timestamp, 0));
  }

  /** Sends what this operator emits to {@code tag} (null: mainly) to another task. */
  void connect(@Nullable OutputTag<?> tag, ChannelOutput output) {
    outputs.add(output);
    addReceiver(tag, output::emit);
  }

  private void addReceiver(@Nullable OutputTag<?> tag, Receiver receiver) {
    if (tag == null) {
      receivers = with(receivers, receiver);
    } else {
      sideReceivers.merge(tag, new Receiver[] {receiver}, (there, one) -> with(there, one[0]));
    }
  }

  private static Receiver[] with(Receiver[] there, Receiver one) {
    Receiver[] more = Arrays.copyOf(there, there.length + 1);
    more[there.length] = one;
    return more;
  }

  JobNode node() {
    return node;
  }

  Operator operator() {
    return operator;
  }

  @Nullable KeyedStore<?> store() {
    return keyedStore;
  }

  OperatorStateStore states() {
    return operatorStates;
  }

  /**
   * Event time has come to {@code inputWatermark}, or may have been made here. Returns false if the
   * outputs are full before all that is due was done.
   */
  boolean advance(long inputWatermark, boolean inputIdle) {
    watermark = Math.max(watermark, inputWatermark);
    if (!operator.advanceWatermark(watermark)) {
      return false;
    }
    boolean idle = inputIdle || operator.isIdle();
    long output = operator.outputWatermark(watermark);
    outputWatermark = output;
    for (ChainLink link : next) {
      if (!link.advance(output, idle)) {
        return false;
      }
    }
    if (output > sentWatermark) {
      sentWatermark = output;
      sentIdle = false;
      broadcast(new ChannelElement.Watermark(output));
    }
    if (idle != sentIdle) {
      sentIdle = idle;
      broadcast(idle ? ChannelElement.Idle.INSTANCE : new ChannelElement.Watermark(output));
    }
    return true;
  }

  /** Whether no other operator of the chain takes this one's records. */
  boolean isLast() {
    return next.isEmpty();
  }

  /** How far event time has come behind this operator. */
  long outputWatermark() {
    return outputWatermark;
  }

  void broadcast(ChannelElement element) {
    for (ChannelOutput output : outputs) {
      output.broadcast(element);
    }
  }

  void flush() {
    for (ChannelOutput output : outputs) {
      output.flush();
    }
  }

  boolean outputsHaveRoom() {
    for (ChannelOutput output : outputs) {
      if (!output.hasRoom()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String name() {
    return node.name();
  }

  @Override
  public int subtask() {
    return environment.id().index();
  }

  @Override
  public int parallelism() {
    return node.parallelism();
  }

  @Override
  public void emit(Object value, long timestamp) {
    for (Receiver receiver : receivers) {
      receiver.receive(value, timestamp);
    }
  }

  @Override
  public void emit(OutputTag<?> tag, Object value, long timestamp) {
    for (Receiver receiver : sideReceivers.getOrDefault(tag, NOBODY)) {
      receiver.receive(value, timestamp);
    }
  }

  @Override
  public boolean hasRoom() {
    return environment.hasRoom();
  }

  @Override
  public long currentWatermark() {
    return watermark;
  }

  @Override
  @SuppressWarnings("unchecked") // the node's key serializer is that of its stream
  public <K> KeyedStore<K> keyedStore() {
    if (keyedStore == null) {
      throw new IllegalStateException("Operator '" + name() + "' has no keys");
    }
    return (KeyedStore<K>) keyedStore;
  }

  @Override
  public OperatorStates operatorStates() {
    return operatorStates;
  }

  @Override
  public ProcessingTime processingTime() {
    return environment.time();
  }

  @Override
  public long restoredId() {
    return environment.attempt().restoredId();
  }

  @Override
  public String attempt() {
    return environment.attempt().name();
  }

  @Override
  public boolean isRestored() {
    return environment.attempt().restored().stream()
        .anyMatch(operator -> operator.name().equals(name()));
  }

  @Override
  public @Nullable ReadsSplits splits() {
    return environment.splits();
  }

  @Override
  public Configuration configuration() {
    return environment.attempt().configuration();
  }

  @Override
  public MetricGroup metrics() {
    return environment.attempt().metrics().group("operator", name());
  }

  @Override
  public void close() {
    try {
      operator.close();
    } finally {
      if (keyedStore != null) {
        keyedStore.close();
      }
    }
  }
}
