package io.tidemark.runtime.task;

import io.tidemark.config.Configuration;
import io.tidemark.runtime.channel.AligningBarriers;
import io.tidemark.runtime.channel.BarrierHandler;
import io.tidemark.runtime.channel.Channel;
import io.tidemark.runtime.channel.CheckpointBarrier;
import io.tidemark.runtime.channel.CountingBarriers;
import io.tidemark.runtime.channel.InFlight;
import io.tidemark.runtime.channel.InputGate;
import io.tidemark.runtime.channel.OvertakingBarriers;
import io.tidemark.runtime.channel.Partitioning;
import io.tidemark.runtime.channel.Waker;
import io.tidemark.runtime.connector.ReadsSplits;
import io.tidemark.runtime.graph.JobEdge;
import io.tidemark.runtime.graph.JobNode;
import io.tidemark.runtime.graph.TaskPlan;
import io.tidemark.runtime.operator.SourceOperator;
import io.tidemark.runtime.time.ProcessingTime;
import io.tidemark.serialization.Serializer;
import io.tidemark.snapshot.CheckpointingOptions;
import io.tidemark.snapshot.operator.OperatorStateStore;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StoreRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens a subtask: its stores from the restored snapshot, its chain, and its input. */
final class SubtaskOpening implements SubtaskSetup, ChainEnvironment {

  private final SubtaskId id;
  private final TaskPlan task;
  private final int maxParallelism;
  private final Attempt attempt;
  private final TaskEvents events;
  private final SubtaskActivity activity;
  private final ProcessingTime time;
  private final List<Channel> channels;
  private final List<InputChannel> descriptions;
  private final List<InProcessLauncher.Outgoing> outputs;
  private final Waker waker;
  private final RestoredOperators restored;
  private Consumer<CheckpointBarrier> onBegin = barrier -> {};
  private @Nullable Chain chain;
  private @Nullable ReadsSplits splits;
  private long restoredWatermark = Long.MIN_VALUE;

  SubtaskOpening(
      SubtaskId id,
      TaskPlan task,
      int maxParallelism,
      Attempt attempt,
      TaskEvents events,
      SubtaskActivity activity,
      ProcessingTime time,
      List<Channel> channels,
      List<InputChannel> descriptions,
      List<InProcessLauncher.Outgoing> outputs,
      Waker waker) {
    this.id = id;
    this.task = task;
    this.maxParallelism = maxParallelism;
    this.attempt = attempt;
    this.events = events;
    this.activity = activity;
    this.time = time;
    this.channels = channels;
    this.descriptions = descriptions;
    this.outputs = outputs;
    this.waker = waker;
    this.restored = new RestoredOperators(attempt, id.index(), task.parallelism());
  }

  /** Who is told when the subtask takes its picture. */
  void onBegin(Consumer<CheckpointBarrier> listener) {
    onBegin = listener;
  }

  @Override
  public RunningParts open() {
    String taskName = TaskState.nameOf(task.name());
    OperatorStateStore taskState = restored.operatorStates(taskName);
    restoredWatermark = TaskState.watermark(taskState, restored.ownPart(taskName));
    List<ChainLink> links = new ArrayList<>();
    try {
      Map<String, ChainLink> byName = new HashMap<>();
      for (JobNode node : task.chain()) {
        ChainLink link = link(node);
        links.add(link);
        if (link.operator() instanceof SourceOperator<?, ?> source) {
          splits = source.splits();
        }
        byName.put(node.name(), link);
        if (links.size() > 1) {
          JobEdge edge = node.inputs().get(0);
          parent(byName, edge.from()).connect(edge.tag(), link);
        }
      }
      for (InProcessLauncher.Outgoing outgoing : outputs) {
        parent(byName, outgoing.operator()).connect(outgoing.tag(), outgoing.output());
      }
      Chain opened = new Chain(links);
      chain = opened;
      opened.open();
      return parts(opened, taskState);
    } catch (Throwable e) {
      closeAfterFailure(links, e);
      throw e;
    }
  }

  private RunningParts parts(Chain opened, OperatorStateStore taskState) {
    SubtaskCheckpoints checkpoints =
        new SubtaskCheckpoints(id, attempt, opened, descriptions, events, checkpointMode());
    BarrierHandler.Listener listener = new Announcing(checkpoints);
    if (opened.head().operator() instanceof SourceOperator<?, ?> source) {
      source.whenAvailable(waker::wake);
      RateLimit rate =
          new RateLimit(
              attempt.configuration().get(ExecutionOptions.SOURCE_RATE), time, waker::wake);
      SourceBarriers barriers = new SourceBarriers(listener);
      SourceInput input =
          new SourceInput(id, opened.head(), source, barriers, events, activity, rate);
      return new RunningParts(opened, input, barriers, checkpoints);
    }
    InputGate gate = new InputGate(channels);
    BarrierHandler barriers = barriers(gate, listener);
    InFlightReplay replay =
        new InFlightReplay(
            TaskState.records(taskState),
            task.head().inputs(),
            id.index(),
            task.parallelism(),
            maxParallelism);
    GateInput input =
        new GateInput(
            gate, descriptions, barriers, replay, opened.head(), activity, restoredWatermark);
    return new RunningParts(opened, input, new AfterReplay(barriers, replay), checkpoints);
  }

  private ChainLink link(JobNode node) {
    OperatorStateStore states = restored.operatorStates(node.name());
    KeyedStore<?> store =
        node.keySerializer() == null ? null : store(node.name(), node.keySerializer());
    try {
      return new ChainLink(node, this, store, states);
    } catch (Throwable e) {
      if (store != null) {
        store.close();
      }
      throw e;
    }
  }

  private <K> KeyedStore<K> store(String operator, Serializer<K> keys) {
    StoreRequest<K> request =
        new StoreRequest<>(
            operator,
            id.index(),
            KeyGroups.rangeOf(id.index(), task.parallelism(), maxParallelism),
            maxParallelism,
            keys);
    return attempt.backend().open(request, restored.keyed(operator, request.keyGroups()));
  }

  private BarrierHandler barriers(InputGate gate, BarrierHandler.Listener listener) {
    Configuration configuration = attempt.configuration();
    if (configuration.get(ExecutionOptions.MODE)
        == ExecutionOptions.CheckpointingMode.AT_LEAST_ONCE) {
      return new CountingBarriers(gate, listener);
    }
    // What every subtask must see alike cannot be replayed to some of them: broadcasts are never
    // overtaken.
    boolean hasBroadcast =
        task.head().inputs().stream()
            .anyMatch(edge -> edge.partitioning() instanceof Partitioning.Broadcast);
    return configuration.get(ExecutionOptions.UNALIGNED) && !hasBroadcast
        ? new OvertakingBarriers(
            gate, listener, configuration.get(ExecutionOptions.ALIGNED_TIMEOUT))
        : new AligningBarriers(gate, listener);
  }

  private CaptureRequest.Mode checkpointMode() {
    return attempt.configuration().get(CheckpointingOptions.INCREMENTAL)
        ? CaptureRequest.Mode.INCREMENTAL
        : CaptureRequest.Mode.FULL;
  }

  private static ChainLink parent(Map<String, ChainLink> byName, String operator) {
    ChainLink link = byName.get(operator);
    if (link == null) {
      throw new IllegalStateException(
          "Operator '" + operator + "' is not in the chain that sends from it");
    }
    return link;
  }

  private static void closeAfterFailure(List<ChainLink> links, Throwable failure) {
    try {
      new Chain(links).close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public SubtaskId id() {
    return id;
  }

  @Override
  public Attempt attempt() {
    return attempt;
  }

  @Override
  public ProcessingTime time() {
    return time;
  }

  @Override
  public long restoredWatermark() {
    return restoredWatermark;
  }

  @Override
  public @Nullable ReadsSplits splits() {
    return splits;
  }

  @Override
  public boolean hasRoom() {
    return chain == null || chain.hasRoom();
  }

  /** Tells the subtask of a checkpoint before its picture is taken. */
  private final class Announcing implements BarrierHandler.Listener {
    private final SubtaskCheckpoints checkpoints;

    Announcing(SubtaskCheckpoints checkpoints) {
      this.checkpoints = checkpoints;
    }

    @Override
    public void align(CheckpointBarrier checkpoint) {
      checkpoints.align(checkpoint);
    }

    @Override
    public void begin(CheckpointBarrier checkpoint) {
      onBegin.accept(checkpoint);
      checkpoints.begin(checkpoint);
    }

    @Override
    public void end(CheckpointBarrier checkpoint, List<InFlight> inFlight) {
      checkpoints.end(checkpoint, inFlight);
    }
  }
}
