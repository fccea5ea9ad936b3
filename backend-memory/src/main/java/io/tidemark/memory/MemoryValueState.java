package io.tidemark.memory;

import io.tidemark.state.ValueState;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** One value. */
final class MemoryValueState<K, N, V> extends ValueHandle<K, N, V, ValueState<V>>
    implements ValueState<V> {

  MemoryValueState(CurrentKey<K> currentKey, StateTable<ValueForm<K, N, V>> table) {
    super(currentKey, table);
  }

  @Override
  ValueState<V> self() {
    return this;
  }

  @Override
  public @Nullable V value() {
    return read();
  }

  @Override
  public void update(@Nullable V value) {
    if (value == null) {
      clear();
    } else {
      write(probe(), value);
    }
  }

  @Override
  public void clear() {
    remove(probe());
  }

  @Override
  public void merge(N target, Collection<N> sources) {
    V last = null;
    for (N source : sources) {
      V value = source.equals(target) ? null : read(probe(source));
      if (value != null) {
        last = value;
        remove(probe(source));
      }
    }
    if (last != null) {
      write(probe(target), last);
    }
  }
}
