package io.tidemark.runtime.operator;

import io.tidemark.runtime.channel.RecordBatch;
import io.tidemark.runtime.function.BroadcastContext;
import io.tidemark.runtime.function.BroadcastProcess;
import io.tidemark.runtime.function.OutputTag;
import io.tidemark.serialization.Serializer;
import io.tidemark.state.BroadcastMap;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import java.util.function.Function;

/**
 * Calls an author's function for keyed records (input 0) and for those that every subtask sees
 * (input 1).
 */
public final class BroadcastOperator<K, I, B, O> implements Operator {

  private final OperatorContext context;
  private final Function<I, K> keyOf;
  private final BroadcastProcess<K, I, B, O> function;
  private final FunctionContext functionContext = new FunctionContext();

  public BroadcastOperator(
      OperatorContext context,
      Function<I, K> keyOf,
      Function<BroadcastContext<O>, BroadcastProcess<K, I, B, O>> function) {
    this.context = context;
    this.keyOf = keyOf;
    this.function = function.apply(functionContext);
  }

  @Override
  @SuppressWarnings("unchecked") // the edges carry what the function takes
  public void process(int input, Object value, long timestamp, int keyGroup) {
    functionContext.timestamp = timestamp;
    if (input == 0) {
      I record = (I) value;
      context.<K>keyedStore().setCurrentKey(keyOf.apply(record), keyGroup);
      function.process(record, functionContext);
    } else {
      function.processBroadcast((B) value, functionContext);
    }
  }

  @Override
  public void close() {
    function.close();
  }

  private final class FunctionContext implements BroadcastContext<O> {
    private long timestamp = RecordBatch.NO_TIMESTAMP;

    @Override
    public <S extends State> S state(StateDescriptor<S> descriptor) {
      return context.<K>keyedStore().state(descriptor);
    }

    @Override
    public <A, V> BroadcastMap<A, V> broadcastMap(
        String name, Serializer<A> key, Serializer<V> value) {
      return context.operatorStates().broadcastMap(name, key, value);
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
