package io.tidemark.serialization;

import io.tidemark.serialization.Compatibility.Reader;
import io.tidemark.serialization.TypeDescription.MapType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The number of entries as a variable-length number, then key and value of each in the order of
 * iteration, which is no property of the map: equal maps may have different bytes. Reads maps that
 * can be changed and iterate in the order written.
 */
record MapSerializer<K, V>(
    Serializer<K> key, Serializer<V> value, MapType description, int smallest)
    implements Serializer<Map<K, V>> {

  MapSerializer(Serializer<K> key, Serializer<V> value) {
    this(key, value, new MapType(key.description(), value.description()));
  }

  private MapSerializer(Serializer<K> key, Serializer<V> value, MapType description) {
    this(key, value, description, smallest(description));
  }

  @Override
  public void write(Map<K, V> map, WriteBuffer out) {
    out.writeVarInt(map.size());
    for (Map.Entry<K, V> each : map.entrySet()) {
      if (each.getKey() == null) {
        throw InvalidValueException.nullAt("A key of a map");
      }
      if (each.getValue() == null) {
        throw InvalidValueException.nullAt("A value of a map");
      }
      key.write(each.getKey(), out);
      value.write(each.getValue(), out);
    }
  }

  @Override
  public Map<K, V> read(ReadBuffer in) {
    return read(in, smallest, key, value);
  }

  @Override
  public Map<K, V> copy(Map<K, V> map) {
    Map<K, V> copy = new LinkedHashMap<>(capacity(map.size()));
    map.forEach((k, v) -> copy.put(key.copy(k), value.copy(v)));
    return copy;
  }

  @Override
  public boolean isImmutable() {
    return false;
  }

  @Override
  public boolean isCanonical() {
    return false;
  }

  @Override
  public Compatibility<Map<K, V>> resolve(TypeDescription written) {
    if (!(written instanceof MapType map)) {
      return Resolution.different(description, written);
    }
    int smallestWritten = smallest(map);
    return Resolution.ofParts(
        "map key",
        key,
        map.key(),
        "map value",
        value,
        map.value(),
        (keys, values) -> in -> read(in, smallestWritten, keys, values));
  }

  private static <K, V> Map<K, V> read(
      ReadBuffer in, int smallest, Reader<K> keys, Reader<V> values) {
    int size = in.readLength(smallest);
    Map<K, V> map = new LinkedHashMap<>(capacity(size));
    for (int i = 0; i < size; i++) {
      K key = keys.read(in);
      map.put(key, values.read(in));
    }
    return map;
  }

  private static int smallest(MapType type) {
    return DescribedBytes.smallest(type.key()) + DescribedBytes.smallest(type.value());
  }

  /** The capacity with which a hash table takes {@code size} entries without growing. */
  static int capacity(int size) {
    return (int) Math.min(1 << 30, size * 4L / 3 + 1);
  }
}
