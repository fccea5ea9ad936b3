package io.tidemark.flink.state;

import io.tidemark.spi.NamespacedState;
import io.tidemark.state.ValueState;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.queryablestate.client.state.serialization.KvStateSerializer;
import org.apache.flink.runtime.state.internal.InternalValueState;
import org.jspecify.annotations.Nullable;

/** Flink's value state. */
final class StoreValueState<K, N, T> extends StoreState<K, N, T, ValueState<T>>
    implements InternalValueState<K, N, T> {

  private final Supplier<@Nullable T> defaultValue;

  StoreValueState(
      StateContext<K, N> context,
      NamespacedState<Object, ValueState<T>> states,
      TypeSerializer<T> serializer,
      Supplier<@Nullable T> defaultValue) {
    super(context, states, serializer);
    this.defaultValue = defaultValue;
  }

  @Override
  public @Nullable T value() {
    T value = here().value();
    return value == null ? defaultValue.get() : value;
  }

  @Override
  public void update(@Nullable T value) {
    here().update(value);
  }

  @Override
  @Nullable T whole() {
    return here().value();
  }

  @Override
  void replace(T value) {
    here().update(value);
  }

  @Override
  byte[] queryable(T value, TypeSerializer<T> serializer) throws IOException {
    return KvStateSerializer.serializeValue(value, serializer);
  }
}
