package io.tidemark.memory;

import io.tidemark.state.AggregatingState;
import io.tidemark.state.Aggregation;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** An accumulator into which values are aggregated. */
final class MemoryAggregatingState<K, N, I, A, O>
    extends ValueHandle<K, N, A, AggregatingState<I, O>> implements AggregatingState<I, O> {

  private final Aggregation<I, A, O> aggregation;

  MemoryAggregatingState(
      CurrentKey<K> currentKey,
      StateTable<ValueForm<K, N, A>> table,
      Aggregation<I, A, O> aggregation) {
    super(currentKey, table);
    this.aggregation = aggregation;
  }

  @Override
  AggregatingState<I, O> self() {
    return this;
  }

  @Override
  public @Nullable O get() {
    A accumulator = read();
    return accumulator == null ? null : aggregation.getResult(accumulator);
  }

  @Override
  public void add(I value) {
    A before = read();
    write(
        probe(), aggregation.add(value, before == null ? aggregation.createAccumulator() : before));
  }

  @Override
  public void clear() {
    remove(probe());
  }

  @Override
  public void merge(N target, Collection<N> sources) {
    mergeInto(target, sources, aggregation::merge);
  }
}
