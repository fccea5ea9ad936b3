package io.tidemark.rocksdb;

import io.tidemark.serialization.Serializer;
import io.tidemark.state.ReducingState;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** A value into which others are reduced. */
final class RocksDbReducingState<N, T> extends ScalarAccess<N, T, ReducingState<T>>
    implements ReducingState<T> {

  private final BinaryOperator<T> reduction;

  RocksDbReducingState(
      StoreParts<?> parts,
      ScalarColumn<T> column,
      Serializer<N> namespaces,
      Expiry expiry,
      BinaryOperator<T> reduction) {
    super(parts, column, namespaces, expiry);
    this.reduction = reduction;
  }

  @Override
  ReducingState<T> self() {
    return this;
  }

  @Override
  public @Nullable T get() {
    return read();
  }

  @Override
  public void add(T value) {
    T before = readForChange();
    write(before == null ? value : combine(before, value));
  }

  @Override
  T combine(T earlier, T later) {
    return reduction.apply(earlier, later);
  }
}
