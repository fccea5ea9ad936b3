package io.tidemark.runtime.operator;

import io.tidemark.runtime.channel.RecordBatch;
import io.tidemark.runtime.function.KeyedContext;
import io.tidemark.runtime.function.KeyedProcess;
import io.tidemark.runtime.function.OutputTag;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.Timer;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls an author's function with the state and timers of each record's key. */
public final class KeyedProcessOperator<K, I, O> implements Operator {

  private final OperatorContext context;
  private final Function<I, K> keyOf;
  private final KeyedProcess<K, I, O> function;
  private final FunctionContext functionContext;
  private final KeyedTimers<K, NoNamespace> timers;

  public KeyedProcessOperator(
      OperatorContext context,
      Function<I, K> keyOf,
      Function<KeyedContext<K, O>, KeyedProcess<K, I, O>> function) {
    this.context = context;
    this.keyOf = keyOf;
    timers = new KeyedTimers<>(context, NoNamespace.SERIALIZER, this::onTimer);
    functionContext = new FunctionContext();
    this.function = function.apply(functionContext);
  }

  @Override
  public void open() {
    timers.start();
  }

  @Override
  @SuppressWarnings("unchecked") // the edge carries what the function takes
  public void process(int input, Object value, long timestamp, int keyGroup) {
    I record = (I) value;
    timers.setCurrentKey(keyOf.apply(record), keyGroup);
    functionContext.timestamp = timestamp;
    function.process(record, functionContext);
  }

  @Override
  public boolean advanceWatermark(long watermark) {
    return timers.fireEventTime(watermark);
  }

  @Override
  public void close() {
    timers.close();
    function.close();
  }

  private void onTimer(Timer<K, NoNamespace> timer, boolean eventTime) {
    functionContext.timestamp = eventTime ? timer.timestamp() : RecordBatch.NO_TIMESTAMP;
    function.onTimer(timer.timestamp(), functionContext);
  }

  private final class FunctionContext implements KeyedContext<K, O> {
    private long timestamp = RecordBatch.NO_TIMESTAMP;

    @Override
    public <S extends State> S state(StateDescriptor<S> descriptor) {
      return context.<K>keyedStore().state(descriptor);
    }

    @Override
    public K key() {
      return timers.currentKey();
    }

    @Override
    public @Nullable Long timestamp() {
      return timestamp == RecordBatch.NO_TIMESTAMP ? null : timestamp;
    }

    @Override
    public long currentWatermark() {
      return timers.currentWatermark();
    }

    @Override
    public long currentProcessingTime() {
      return timers.currentProcessingTime();
    }

    @Override
    public void registerEventTimeTimer(long time) {
      timers.registerEventTimeTimer(NoNamespace.INSTANCE, time);
    }

    @Override
    public void deleteEventTimeTimer(long time) {
      timers.deleteEventTimeTimer(NoNamespace.INSTANCE, time);
    }

    @Override
    public void registerProcessingTimeTimer(long time) {
      timers.registerProcessingTimeTimer(NoNamespace.INSTANCE, time);
    }

    @Override
    public void deleteProcessingTimeTimer(long time) {
      timers.deleteProcessingTimeTimer(NoNamespace.INSTANCE, time);
    }

    @Override
    public void collect(O value) {
      context.emit(value, timestamp);
    }

    @Override
    public <S> void collect(OutputTag<S> tag, S value) {
      context.emit(tag, value, timestamp);
    }
  }
}
