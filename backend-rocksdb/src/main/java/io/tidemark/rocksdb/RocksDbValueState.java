package io.tidemark.rocksdb;

import io.tidemark.serialization.Serializer;
import io.tidemark.state.ValueState;
import java.util.Collection;
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
      erase();
    } else {
      write(value);
    }
  }

  @Override
  public void clear() {
    erase();
  }

  @Override
  void mergeInto(N target, Collection<N> sources) {
    prefetch(target, sources);
    T last = null;
    for (N source : sources) {
      if (source.equals(target)) {
        continue;
      }
      in(source);
      T value = read();
      if (value != null) {
        last = value;
        erase();
      }
    }
    if (last != null) {
      in(target);
      write(last);
    }
  }
}
