package io.tidemark.memory;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.spi.NoNamespace;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with the entries of one state's maps. A map is a {@link ChunkedMap}, or, where
 * keys and values fit into 64 bits and do not expire, an array that is a {@link ShortMap} until it
 * has too many entries.
 *
 * <p>An entry is named by a probe that is {@linkplain #aim aimed} at its key.
 */
final class MapEntries<U, V> {

  /** For so many entries there is room when a short map has become too short. */
  private static final int AFTER_SHORT = 24;

  private final Layout layout;
  private final Identities<U, NoNamespace> keys;
  private final Column<U> keyColumn;
  private final Column<V> valueColumn;
  private final @Nullable Expiry expiry;
  private final boolean shortFirst;

  MapEntries(Serializer<U> userKeys, Serializer<V> values, @Nullable Expiry expiry) {
    this.expiry = expiry;
    layout = Layout.ofEntries(Part.of(userKeys), Part.NONE, Part.ofValues(values), expiry != null);
    keys = new Identities<>(layout, userKeys, NoNamespace.SERIALIZER);
    keyColumn = layout.keyColumn(userKeys);
    valueColumn = layout.valueColumn(values);
    shortFirst = keyColumn.isLong() && valueColumn.isLong() && expiry == null;
  }

  /** How the entries of a map lie that is a {@link ChunkedMap}. */
  Layout layout() {
    return layout;
  }

  Column<U> keys() {
    return keyColumn;
  }

  Column<V> values() {
    return valueColumn;
  }

  @Nullable Expiry expiry() {
    return expiry;
  }

  /** A new map without entries. */
  Object create(int version) {
    return shortFirst ? ShortMap.create(version) : new ChunkedMap(layout, version);
  }

  /** Points a probe at a key. */
  void aim(Probe probe, U key) {
    keys.aim(probe, key, NoNamespace.INSTANCE);
  }

  /** Points a probe at the key of an entry of a short map. */
  void aim(Probe probe, long[] few, int entry) {
    long bits = ShortMap.key(few, entry);
    layout.aim(probe, bits, Hash.of(bits), null);
  }

  /**
   * Points a probe at the key that {@code in} holds.
   *
   * @param migration reads the key if it was written in an older layout
   */
  void read(Probe probe, ReadBuffer in, Compatibility.@Nullable Reader<U> migration) {
    if (migration == null) {
      keys.readKey(probe, in);
    } else {
      aim(probe, migration.read(in));
    }
  }

  /** The value under a key of a short map, or null. */
  @Nullable V get(long[] few, U key) {
    int entry = ShortMap.find(few, keyColumn.bits(key));
    return entry < 0 ? null : value(few, entry);
  }

  U key(long[] few, int entry) {
    return keyColumn.of(ShortMap.key(few, entry));
  }

  V value(long[] few, int entry) {
    return valueColumn.of(ShortMap.value(few, entry), ShortMap.isOdd(few, entry));
  }

  /** Whether a map has the probe's entry, expired or not. */
  boolean contains(Object map, Probe probe) {
    return map instanceof long[] few
        ? ShortMap.find(few, probe.bits) >= 0
        : ((ChunkedMap) map).find(probe, layout) != null;
  }

  /** How many entries a map has, expired or not. */
  int size(Object map) {
    return map instanceof long[] few ? ShortMap.count(few) : ((ChunkedMap) map).size();
  }

  /** Whether a row of a map is not expired at {@code now}. */
  boolean isLive(MapChunk chunk, int row, long now) {
    return expiry == null || !expiry.isExpired(layout.stamp(chunk, row), now);
  }

  /** Whether a map has an entry that is not expired at {@code now}. */
  boolean hasLive(Object map, long now) {
    if (expiry == null) {
      return size(map) > 0;
    }
    ChunkCursor cursor = new ChunkCursor((ChunkedMap) map, EntryCursor.EVERYTHING);
    while (cursor.next()) {
      if (isLive(cursor.chunk(), cursor.row(), now)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Puts a value under the probe's key, which counts from {@code now}.
   *
   * @return the map, to be put in the place of {@code map} if it is another one
   */
  Object put(Object map, Probe probe, V value, long now, Versions versions) {
    if (shortFirst) {
      boolean odd = valueColumn.isOdd(value);
      return put(map, probe, odd ? 0 : valueColumn.bits(value), odd, versions);
    }
    ChunkedMap writable = ((ChunkedMap) map).writable(versions);
    MapChunk chunk = claim(writable, probe, versions);
    valueColumn.set(chunk, probe.slot, value);
    if (expiry != null
        && (probe.inserted || expiry.refreshesOnWrite() || !isLive(chunk, probe.slot, now))) {
      layout.stamp(chunk, probe.slot, now);
    }
    return writable;
  }

  /** The same for what counts from {@code stamp}, whatever was there before. */
  Object putStamped(Object map, Probe probe, V value, long stamp, Versions versions) {
    Object written = put(map, probe, value, stamp, versions);
    if (expiry != null) {
      layout.stamp(
          Objects.requireNonNull(((ChunkedMap) written).find(probe, layout)), probe.slot, stamp);
    }
    return written;
  }

  /** The same for the value whose bytes {@code in} holds. */
  Object read(Object map, Probe probe, ReadBuffer in, long stamp, Versions versions) {
    if (shortFirst) {
      boolean odd = valueColumn.skipOdd(in);
      return put(map, probe, odd ? 0 : valueColumn.readBits(in), odd, versions);
    }
    ChunkedMap writable = ((ChunkedMap) map).writable(versions);
    MapChunk chunk = claim(writable, probe, versions);
    valueColumn.read(chunk, probe.slot, in);
    if (expiry != null) {
      layout.stamp(chunk, probe.slot, stamp);
    }
    return writable;
  }

  /**
   * Removes the probe's entry from a map that has it.
   *
   * @return the map, to be put in the place of {@code map} if it is another one; null if nothing is
   *     left
   */
  @Nullable Object remove(Object map, Probe probe, Versions versions) {
    if (size(map) == 1) {
      return null;
    }
    if (map instanceof long[] few) {
      return ShortMap.remove(few, ShortMap.find(few, probe.bits), versions);
    }
    ChunkedMap writable = ((ChunkedMap) map).writable(versions);
    return writable.remove(probe, layout, versions);
  }

  /** Whether a snapshot may know the probe's entry of a map that has it. */
  boolean isKnown(Object map, Probe probe, Versions versions) {
    if (map instanceof long[] few) {
      return !ShortMap.isCreated(few, ShortMap.find(few, probe.bits), versions);
    }
    MapChunk chunk = ((ChunkedMap) map).find(probe, layout);
    return chunk != null && isKnown(chunk, probe.slot, versions);
  }

  /** Aims a probe at each entry of a map that a snapshot may know, and then does {@code action}. */
  void forEachKnown(Object map, Probe probe, Versions versions, Runnable action) {
    if (map instanceof long[] few) {
      for (int entry = 0; entry < ShortMap.count(few); entry++) {
        if (!ShortMap.isCreated(few, entry, versions)) {
          aim(probe, few, entry);
          action.run();
        }
      }
      return;
    }
    ChunkCursor cursor = new ChunkCursor((ChunkedMap) map, EntryCursor.EVERYTHING);
    while (cursor.next()) {
      if (isKnown(cursor.chunk(), cursor.row(), versions)) {
        layout.aimAtRow(probe, cursor.chunk(), cursor.row());
        action.run();
      }
    }
  }

  private static boolean isKnown(MapChunk chunk, int row, Versions versions) {
    return chunk.version != versions.current() || !chunk.isCreated(row);
  }

  /** Puts a value that fits into 64 bits or is odd. */
  private Object put(Object map, Probe probe, long bits, boolean odd, Versions versions) {
    ChunkedMap many;
    if (map instanceof long[] few) {
      long[] written = ShortMap.put(few, probe.bits, bits, odd, versions);
      if (written != null) {
        return written;
      }
      many = spread(few, versions);
    } else {
      many = ((ChunkedMap) map).writable(versions);
    }
    MapChunk chunk = claim(many, probe, versions);
    valueColumn.set(chunk, probe.slot, bits, odd);
    return many;
  }

  /** The chunk with the probe's entry, found or made, whose objects no capture sees. */
  private MapChunk claim(ChunkedMap writable, Probe probe, Versions versions) {
    MapChunk chunk = writable.claim(probe, layout, versions);
    chunk.own(probe.slot);
    return chunk;
  }

  /** What a short map has, where there is room for more. */
  private ChunkedMap spread(long[] few, Versions versions) {
    long[] map = ShortMap.writable(few, versions);
    ChunkedMap many = ChunkedMap.sized(layout, versions.current(), AFTER_SHORT);
    Probe probe = new Probe();
    for (int entry = 0; entry < ShortMap.count(map); entry++) {
      aim(probe, map, entry);
      MapChunk chunk = many.append(probe, layout, versions);
      valueColumn.set(chunk, probe.slot, ShortMap.value(map, entry), ShortMap.isOdd(map, entry));
      ShortMap.copyChanges(map, entry, chunk, probe.slot);
    }
    return many;
  }
}
