package io.tidemark.testkit.backend.reference;

import io.tidemark.serialization.Serializer;
import io.tidemark.spi.StateSchema;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import org.jspecify.annotations.Nullable;

final class ReferenceValue<N, T> extends ReferenceState<N, ValueState<T>> implements ValueState<T> {

  private final Serializer<T> serializer;

  ReferenceValue(
      ReferenceStore<?> store,
      StateDescriptor.OfValue<T> descriptor,
      StateSchema schema,
      Serializer<N> namespaces) {
    super(store, descriptor, schema, namespaces);
    serializer = descriptor.serializer();
  }

  @Override
  public @Nullable T value() {
    Cell cell = read(place());
    return cell == null ? null : serializer.read(Place.reading(cell.value()));
  }

  @Override
  public void update(@Nullable T value) {
    if (value == null) {
      clear();
    } else {
      write(place(), ReferenceStore.bytesOf(value, serializer));
    }
  }

  @Override
  void moveTo(Place place, @Nullable Cell there, Cell cell) {
    write(place, cell.value());
  }
}
