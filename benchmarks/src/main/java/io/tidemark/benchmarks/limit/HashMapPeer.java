package io.tidemark.benchmarks.limit;

import io.tidemark.benchmarks.peer.DataType;
import io.tidemark.benchmarks.peer.Peer;
import io.tidemark.benchmarks.peer.SupportsValues;
import io.tidemark.benchmarks.peer.ValueStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A {@link HashMap} without key groups, snapshots or anything. */
final class HashMapPeer implements Peer, SupportsValues {

  @Override
  public <K, V> ValueStore<K, V> values(DataType<K> keys, DataType<V> values) {
    return new Values<>(new HashMap<>());
  }

  @Override
  public void close() {}

  private record Values<K, V>(Map<K, V> map) implements ValueStore<K, V> {
    @Override
    public @Nullable V get(K key) {
      return map.get(key);
    }

    @Override
    public void put(K key, V value) {
      map.put(key, value);
    }

    @Override
    public void modify(K key, UnaryOperator<V> change) {
      map.put(key, change.apply(Objects.requireNonNull(map.get(key))));
    }

    @Override
    public void close() {
      map.clear();
    }
  }
}
