package io.tidemark.runtime.operator;

import io.tidemark.runtime.function.Collector;
import io.tidemark.runtime.function.FlatMap;
import io.tidemark.runtime.function.OutputTag;

/** Calls a function that emits any number of records for each. */
public final class FlatMapOperator<T, R> implements Operator {

  private final OperatorContext context;
  private final FlatMap<T, R> function;
  private final Emitter emitter = new Emitter();

  public FlatMapOperator(OperatorContext context, FlatMap<T, R> function) {
    this.context = context;
    this.function = function;
  }

  @Override
  @SuppressWarnings("unchecked") // the edge carries what the function takes
  public void process(int input, Object value, long timestamp, int keyGroup) {
    emitter.timestamp = timestamp;
    function.flatMap((T) value, emitter);
  }

  private final class Emitter implements Collector<R> {
    private long timestamp;

    @Override
    public void collect(R value) {
      context.emit(value, timestamp);
    }

    @Override
    public <S> void collect(OutputTag<S> tag, S value) {
      context.emit(tag, value, timestamp);
    }
  }
}
