package io.tidemark.rocksdb;

import io.tidemark.serialization.Serializer;
import io.tidemark.state.ValueState;
import org.jspecify.annotations.Nullable;

/** A value. */
final class RocksDbValueState<N, T> extends ScalarAccess<N, T, ValueState<T>>
    implements ValueState<T> {

  RocksDbValueState(
      StoreParts<?> parts, ScalarColumn<T> column, Serializer<N> namespaces, Expiry expiry) {
    super(parts, column, namespaces, expiry);
  }

  @Override
  ValueState<T> self() {
    return this;
  }

  @Override
  public @Nullable T value() {
    return read();
  }

  @Override
  public void update(@Nullable T value) {
    if (value == null) {
      clear();
    } else {
      write(value);
    }
  }

  @Override
  T combine(T earlier, T later) {
    return later;
  }
}
