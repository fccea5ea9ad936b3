package io.tidemark.flink.state;

import io.tidemark.state.Aggregation;
import org.apache.flink.api.common.functions.AggregateFunction;

/**
 * A Flink aggregate function that hands out its accumulator, which Flink's time to live wraps, in
 * place of the result. What is added is a value, or a {@link Whole} accumulator that takes the
 * place of what is there: so values need no wrapper.
 */
record Accumulation<I, A>(AggregateFunction<I, A, ?> function)
    implements Aggregation<Object, A, A> {

  /** An accumulator to be taken as it is. */
  record Whole(Object accumulator) {}

  /** Stands for an accumulator of nothing: the function makes none where it is not needed. */
  private static final Object NOTHING = new Object();

  @Override
  @SuppressWarnings("unchecked") // nothing but add ever sees it
  public A createAccumulator() {
    return (A) NOTHING;
  }

  /**
   * Takes a whole accumulator without the function, which Flink's changelog does not know yet while
   * it restores.
   */
  @Override
  @SuppressWarnings("unchecked") // the state adds nothing but these two
  public A add(Object value, A accumulator) {
    return value instanceof Whole whole
        ? (A) whole.accumulator
        : function.add(
            (I) value, accumulator == NOTHING ? function.createAccumulator() : accumulator);
  }

  @Override
  public A getResult(A accumulator) {
    return accumulator;
  }

  @Override
  public A merge(A first, A second) {
    return function.merge(first, second);
  }
}
