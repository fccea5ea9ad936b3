package io.tidemark.snapshot.operator;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.snapshot.portable.EntryWriter;
import io.tidemark.state.BroadcastMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast map. The first change after a capture copies the map, which the picture then keeps.
 */
final class HeapBroadcastMap<K, V> implements BroadcastMap<K, V>, OpenState {

  private final OperatorStateSchema schema;
  private final Serializer<K> keys;
  private final Serializer<V> values;
  private Map<K, V> entries = new LinkedHashMap<>();
  private boolean captured;

  HeapBroadcastMap(OperatorStateSchema schema, Serializer<K> keys, Serializer<V> values) {
    this.schema = schema;
    this.keys = keys;
    this.values = values;
  }

  @Override
  public OperatorStateSchema schema() {
    return schema;
  }

  @Override
  public @Nullable V get(K key) {
    return entries.get(key);
  }

  @Override
  public void put(K key, V value) {
    own().put(key, value);
  }

  @Override
  public void remove(K key) {
    own().remove(key);
  }

  @Override
  public boolean contains(K key) {
    return entries.containsKey(key);
  }

  @Override
  public Map<K, V> entries() {
    return Collections.unmodifiableMap(entries);
  }

  @Override
  public void clear() {
    entries = new LinkedHashMap<>();
    captured = false;
  }

  @Override
  public CapturedState capture(boolean withBroadcast) {
    if (keys.isImmutable() && values.isImmutable()) {
      captured = true;
      return new Captured<>(schema, keys, values, entries, withBroadcast);
    }
    Map<K, V> copy = new LinkedHashMap<>();
    entries.forEach((key, value) -> copy.put(keys.copy(key), values.copy(value)));
    return new Captured<>(schema, keys, values, copy, withBroadcast);
  }

  private Map<K, V> own() {
    if (captured) {
      entries = new LinkedHashMap<>(entries);
      captured = false;
    }
    return entries;
  }

  private record Captured<K, V>(
      OperatorStateSchema schema,
      Serializer<K> keys,
      Serializer<V> values,
      Map<K, V> entries,
      boolean written)
      implements CapturedState {

    @Override
    public OperatorStateSnapshot.Part describe() {
      return new OperatorStateSnapshot.Part(schema, entries.size(), written, digest());
    }

    @Override
    public void writeTo(EntryWriter out) {
      entries.forEach(
          (key, value) -> {
            out.beginEntry().writeLong(0);
            keys.write(key, out.userKey());
            values.write(value, out.value());
            out.endEntry();
          });
    }

    /**
     * The same for equal maps, in whatever order; of values, only where equal ones have equal
     * bytes.
     */
    private long digest() {
      WriteBuffer entry = new WriteBuffer(64);
      CRC32C crc = new CRC32C();
      long sum = 0;
      for (Map.Entry<K, V> mapping : entries.entrySet()) {
        entry.clear();
        keys.write(mapping.getKey(), entry);
        if (values.isCanonical()) {
          values.write(mapping.getValue(), entry);
        }
        crc.reset();
        crc.update(entry.array(), 0, entry.position());
        sum += crc.getValue();
      }
      return sum;
    }
  }
}
