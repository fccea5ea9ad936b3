package io.tidemark.rocksdb;

import io.tidemark.serialization.Serializer;
import io.tidemark.state.AggregatingState;
import io.tidemark.state.Aggregation;
import org.jspecify.annotations.Nullable;

/** An accumulator. */
final class RocksDbAggregatingState<N, I, A, O> extends ScalarAccess<N, A, AggregatingState<I, O>>
    implements AggregatingState<I, O> {

  private final Aggregation<I, A, O> aggregation;

  RocksDbAggregatingState(
      StoreParts<?> parts,
      ScalarColumn<A> column,
      Serializer<N> namespaces,
      Expiry expiry,
      Aggregation<I, A, O> aggregation) {
    super(parts, column, namespaces, expiry);
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
    A before = readForChange();
    write(aggregation.add(value, before == null ? aggregation.createAccumulator() : before));
  }

  @Override
  A combine(A earlier, A later) {
    return aggregation.merge(earlier, later);
  }
}
