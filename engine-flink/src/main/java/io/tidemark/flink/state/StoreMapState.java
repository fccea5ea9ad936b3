package io.tidemark.flink.state;

import io.tidemark.flink.type.Null;
import io.tidemark.spi.NamespacedState;
import io.tidemark.state.MapState;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.queryablestate.client.state.serialization.KvStateSerializer;
import org.apache.flink.runtime.state.internal.InternalMapState;
import org.jspecify.annotations.Nullable;

/** Flink's map state, whose values may be null. */
final class StoreMapState<K, N, U, V> extends StoreState<K, N, Map<U, V>, MapState<U, Object>>
    implements InternalMapState<K, N, U, V> {

  StoreMapState(
      StateContext<K, N> context,
      NamespacedState<Object, MapState<U, Object>> states,
      TypeSerializer<Map<U, V>> serializer) {
    super(context, states, serializer);
  }

  @Override
  public @Nullable V get(U key) {
    return Null.unmasked(here().get(key));
  }

  @Override
  public void put(U key, @Nullable V value) {
    here().put(key, Null.masked(value));
  }

  @Override
  public void putAll(Map<U, V> entries) {
    MapState<U, Object> map = here();
    entries.forEach((key, value) -> map.put(key, Null.masked(value)));
  }

  @Override
  public void remove(U key) {
    here().remove(key);
  }

  @Override
  public boolean contains(U key) {
    return here().contains(key);
  }

  @Override
  public Iterable<Map.Entry<U, V>> entries() {
    return this::iterator;
  }

  @Override
  public Iterable<U> keys() {
    return here().keys();
  }

  @Override
  public Iterable<V> values() {
    Iterable<Object> values = here().values();
    return () -> new UnmaskedValues<>(values.iterator());
  }

  @Override
  public Iterator<Map.Entry<U, V>> iterator() {
    return new UnmaskedEntries<>(here().iterator());
  }

  @Override
  public boolean isEmpty() {
    return here().isEmpty();
  }

  @Override
  @Nullable Map<U, V> whole() {
    Map<U, V> all = new HashMap<>();
    iterator().forEachRemaining(entry -> all.put(entry.getKey(), entry.getValue()));
    return all.isEmpty() ? null : all;
  }

  @Override
  void replace(Map<U, V> entries) {
    here().clear();
    putAll(entries);
  }

  @Override
  byte[] queryable(Map<U, V> entries, TypeSerializer<Map<U, V>> serializer) throws IOException {
    MapSerializer<U, V> maps = (MapSerializer<U, V>) serializer;
    return KvStateSerializer.serializeMap(
        entries.entrySet(), maps.getKeySerializer(), maps.getValueSerializer());
  }

  private record UnmaskedValues<V>(Iterator<Object> masked) implements Iterator<V> {

    @Override
    public boolean hasNext() {
      return masked.hasNext();
    }

    @Override
    @SuppressWarnings("NullAway") // Flink's values may be null
    public V next() {
      return Null.unmasked(masked.next());
    }

    @Override
    public void remove() {
      masked.remove();
    }
  }

  private record UnmaskedEntries<U, V>(Iterator<Map.Entry<U, Object>> masked)
      implements Iterator<Map.Entry<U, V>> {

    @Override
    public boolean hasNext() {
      return masked.hasNext();
    }

    @Override
    public Map.Entry<U, V> next() {
      return new UnmaskedEntry<>(masked.next());
    }

    @Override
    public void remove() {
      masked.remove();
    }
  }

  private static final class UnmaskedEntry<U, V> implements Map.Entry<U, V> {

    private final Map.Entry<U, Object> masked;

    UnmaskedEntry(Map.Entry<U, Object> masked) {
      this.masked = masked;
    }

    @Override
    public U getKey() {
      return masked.getKey();
    }

    @Override
    @SuppressWarnings("NullAway") // Flink's values may be null
    public V getValue() {
      return Null.unmasked(masked.getValue());
    }

    @Override
    @SuppressWarnings("NullAway") // Flink's values may be null
    public V setValue(V value) {
      V before = getValue();
      masked.setValue(Null.masked(value));
      return before;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Map.Entry<?, ?> entry
          && getKey().equals(entry.getKey())
          && java.util.Objects.equals(getValue(), entry.getValue());
    }

    @Override
    public int hashCode() {
      return getKey().hashCode() ^ java.util.Objects.hashCode(getValue());
    }

    @Override
    public String toString() {
      return getKey() + "=" + getValue();
    }
  }
}
