package io.tidemark.testkit.backend.reference;

import io.tidemark.serialization.Serializer;
import io.tidemark.spi.StateSchema;
import io.tidemark.state.ReducingState;
import io.tidemark.state.StateDescriptor;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

final class ReferenceReducing<N, T> extends ReferenceState<N, ReducingState<T>>
    implements ReducingState<T> {

  private final Serializer<T> serializer;
  private final BinaryOperator<T> reduction;

  ReferenceReducing(
      ReferenceStore<?> store,
      StateDescriptor.OfReducing<T> descriptor,
      StateSchema schema,
      Serializer<N> namespaces) {
    super(store, descriptor, schema, namespaces);
    serializer = descriptor.serializer();
    reduction = descriptor.reduction();
  }

  @Override
  public @Nullable T get() {
    Cell cell = read(place());
    return cell == null ? null : valueOf(cell);
  }

  @Override
  public void add(T value) {
    Cell there = store().get(place());
    T reduced = there == null ? value : reduction.apply(valueOf(there), value);
    write(place(), ReferenceStore.bytesOf(reduced, serializer));
  }

  @Override
  void moveTo(Place place, @Nullable Cell there, Cell cell) {
    T moved = valueOf(cell);
    T reduced = there == null ? moved : reduction.apply(valueOf(there), moved);
    write(place, ReferenceStore.bytesOf(reduced, serializer));
  }

  private T valueOf(Cell cell) {
    return serializer.read(Place.reading(cell.value()));
  }
}
