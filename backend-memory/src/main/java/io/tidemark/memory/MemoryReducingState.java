package io.tidemark.memory;

import io.tidemark.state.ReducingState;
import java.util.Collection;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** A value into which others are reduced. */
final class MemoryReducingState<K, N, V> extends ValueHandle<K, N, V, ReducingState<V>>
    implements ReducingState<V> {

  private final BinaryOperator<V> reduction;

  MemoryReducingState(
      CurrentKey<K> currentKey, StateTable<ValueForm<K, N, V>> table, BinaryOperator<V> reduction) {
    super(currentKey, table);
    this.reduction = reduction;
  }

  @Override
  ReducingState<V> self() {
    return this;
  }

  @Override
  public @Nullable V get() {
    return read();
  }

  @Override
  public void add(V value) {
    V before = read();
    write(probe(), before == null ? value : reduction.apply(before, value));
  }

  @Override
  public void clear() {
    remove(probe());
  }

  @Override
  public void merge(N target, Collection<N> sources) {
    mergeInto(target, sources, reduction);
  }
}
