package io.tidemark.state;

/**
 * How an {@link AggregatingState} aggregates. Pure: the same calls give the same results, on any
 * thread.
 *
 * @param <I> what is added
 * @param <A> the accumulator, which is what the state keeps
 * @param <O> the result
 */
public interface Aggregation<I, A, O> {

  /** A new accumulator of nothing. */
  A createAccumulator();

  /** The accumulator with {@code value} added; may change and return {@code accumulator}. */
  A add(I value, A accumulator);

  O getResult(A accumulator);

  /** The accumulator of both; may change and return either of them. */
  A merge(A first, A second);
}
