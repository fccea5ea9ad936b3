package io.tidemark.testkit.backend.reference;

import io.tidemark.serialization.Serializer;
import io.tidemark.spi.StateSchema;
import io.tidemark.state.AggregatingState;
import io.tidemark.state.Aggregation;
import io.tidemark.state.StateDescriptor;
import org.jspecify.annotations.Nullable;

final class ReferenceAggregating<N, I, A, O> extends ReferenceState<N, AggregatingState<I, O>>
    implements AggregatingState<I, O> {

  private final Serializer<A> serializer;
  private final Aggregation<I, A, O> aggregation;

  ReferenceAggregating(
      ReferenceStore<?> store,
      StateDescriptor.OfAggregating<I, A, O> descriptor,
      StateSchema schema,
      Serializer<N> namespaces) {
    super(store, descriptor, schema, namespaces);
    serializer = descriptor.accumulator();
    aggregation = descriptor.aggregation();
  }

  @Override
  public @Nullable O get() {
    Cell cell = read(place());
    return cell == null ? null : aggregation.getResult(accumulatorOf(cell));
  }

  @Override
  public void add(I value) {
    Cell there = store().get(place());
    A accumulator = there == null ? aggregation.createAccumulator() : accumulatorOf(there);
    write(place(), ReferenceStore.bytesOf(aggregation.add(value, accumulator), serializer));
  }

  @Override
  void moveTo(Place place, @Nullable Cell there, Cell cell) {
    A moved = accumulatorOf(cell);
    A accumulator = there == null ? moved : aggregation.merge(accumulatorOf(there), moved);
    write(place, ReferenceStore.bytesOf(accumulator, serializer));
  }

  private A accumulatorOf(Cell cell) {
    return serializer.read(Place.reading(cell.value()));
  }
}
