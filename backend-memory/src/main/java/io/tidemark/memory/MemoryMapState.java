package io.tidemark.memory;

import io.tidemark.state.MapState;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A map whose entries are read and written one by one. */
final class MemoryMapState<K, N, U, V> extends StateHandle<K, N, MapState<U, V>>
    implements MapState<U, V> {

  private final StateTable<?> table;
  private final MapTable<U, V> maps;
  private final MapEntries<U, V> entries;
  private final Layout userLayout;
  private final Versions versions;
  private final Column<V> values;
  private final @Nullable Expiry expiry;
  private final boolean immutable;

  /** Whether nothing but the longs of a row need to be looked at to read a value. */
  private final boolean primitive;

  private final Probe userProbe = new Probe();

  MemoryMapState(CurrentKey<K> currentKey, StateTable<MapForm<K, N, U, V>> table) {
    super(currentKey, table.form().rows().identities(), table.layout());
    this.table = table;
    this.maps = new MapTable<>(table, table.form());
    this.entries = table.form().entries();
    this.userLayout = entries.layout();
    this.versions = table.versions();
    this.values = entries.values();
    this.expiry = entries.expiry();
    this.immutable = values.serializer().isImmutable();
    this.primitive = userLayout.paired;
  }

  @Override
  MapState<U, V> self() {
    return this;
  }

  @Override
  public @Nullable V get(U key) {
    Object map = maps.find(probe());
    if (map instanceof long[] few) {
      return entries.get(few, key);
    }
    if (map == null) {
      return null;
    }
    entries.aim(userProbe, key);
    return read((ChunkedMap) map, probe(), now());
  }

  @Override
  public void put(U key, V value) {
    Objects.requireNonNull(value);
    entries.aim(userProbe, key);
    write(probe(), value, now());
  }

  @Override
  public void putAll(Map<? extends U, ? extends V> added) {
    added.forEach(this::put);
  }

  @Override
  public void remove(U key) {
    entries.aim(userProbe, key);
    maps.remove(probe(), userProbe);
  }

  @Override
  public boolean contains(U key) {
    entries.aim(userProbe, key);
    Object map = maps.find(probe());
    if (map == null || expiry == null) {
      return map != null && entries.contains(map, userProbe);
    }
    MapChunk chunk = ((ChunkedMap) map).find(userProbe, userLayout);
    return chunk != null && entries.isLive(chunk, userProbe.slot, now());
  }

  @Override
  public boolean isEmpty() {
    Object map = maps.find(probe());
    return map == null || !entries.hasLive(map, now());
  }

  @Override
  public void clear() {
    maps.removeAll(probe());
  }

  @Override
  public Iterator<Map.Entry<U, V>> iterator() {
    Probe here = probe().copy();
    return walk(
        here,
        (map, entry) -> new NumberEntry(here, map, entry),
        new MapWalk.Reading<>() {
          @Override
          public Map.@Nullable Entry<U, V> read(MapChunk chunk, int row) {
            V value = readRow(here, chunk, row);
            return value == null
                ? null
                : new ObjectEntry(here, entries.keys().get(chunk, row), value);
          }

          @Override
          public Map.Entry<U, V> apart(Map.Entry<U, V> met) {
            return new ObjectEntry(here, met.getKey(), copy(met.getValue()));
          }
        });
  }

  @Override
  public Iterable<U> keys() {
    return () ->
        walk(
            probe().copy(),
            entries::key,
            (chunk, row) ->
                entries.isLive(chunk, row, now()) ? entries.keys().get(chunk, row) : null);
  }

  @Override
  public Iterable<V> values() {
    return () -> {
      Probe here = probe().copy();
      return walk(
          here,
          entries::value,
          new MapWalk.Reading<>() {
            @Override
            public @Nullable V read(MapChunk chunk, int row) {
              return readRow(here, chunk, row);
            }

            @Override
            public V apart(V met) {
              return copy(met);
            }
          });
    };
  }

  private <R> Iterator<R> walk(
      Probe here, ShortMapWalk.Reading<R> readingShort, MapWalk.Reading<R> reading) {
    Object map = maps.find(here);
    if (map == null) {
      return Collections.emptyIterator();
    }
    return map instanceof long[] few
        ? new ShortMapWalk<>(this, maps, here, few, readingShort)
        : new MapWalk<>(this, maps, here, (ChunkedMap) map, userLayout, reading);
  }

  @Override
  public void merge(N target, Collection<N> sources) {
    for (N source : sources) {
      Object moved = source.equals(target) ? null : maps.find(probe(source));
      if (moved != null) {
        moveAll(moved, target);
        maps.removeAll(probe(source));
      }
    }
  }

  /** The value of the user probe's entry, to be handed out, or null. */
  private @Nullable V read(ChunkedMap map, Probe probe, long now) {
    if (primitive) {
      long[] longs = map.findLongs(userProbe, userLayout);
      return longs == null ? null : values.get(longs, userProbe.slot);
    }
    MapChunk chunk = map.find(userProbe, userLayout);
    if (chunk == null) {
      return null;
    }
    if (expiry != null) {
      V value = readExpiring(chunk, probe, expiry, now);
      table.sweep(now);
      return value;
    }
    return immutable ? values.get(chunk, userProbe.slot) : readMutable(chunk, probe);
  }

  private @Nullable V readExpiring(MapChunk found, Probe probe, Expiry rule, long now) {
    if (!entries.isLive(found, userProbe.slot, now)) {
      return null;
    }
    MapChunk chunk = rule.refreshesOnRead() ? maps.touch(probe, userProbe) : found;
    if (chunk == null) {
      return null;
    }
    if (rule.refreshesOnRead()) {
      userLayout.stamp(chunk, userProbe.slot, now);
    }
    return immutable ? values.get(chunk, userProbe.slot) : readMutable(chunk, probe);
  }

  /** A value that its user may change in place is no capture's any more when it is handed out. */
  private @Nullable V readMutable(MapChunk found, Probe probe) {
    MapChunk chunk = found;
    if (versions.anyPinned()) {
      chunk = maps.findWritable(probe, userProbe);
      if (chunk == null) {
        return null;
      }
      if (!chunk.isOwned(userProbe.slot)) {
        values.set(chunk, userProbe.slot, copy(values.get(chunk, userProbe.slot)));
        chunk.own(userProbe.slot);
      }
    }
    return values.get(chunk, userProbe.slot);
  }

  /** Puts a value under the user probe's key. */
  private void write(Probe probe, V value, long now) {
    maps.put(probe, userProbe, value, now);
    if (expiry != null) {
      table.sweep(now);
    }
  }

  private void moveAll(Object moved, N target) {
    if (moved instanceof long[] few) {
      for (int entry = 0; entry < ShortMap.count(few); entry++) {
        entries.aim(userProbe, few, entry);
        write(probe(target), entries.value(few, entry), 0);
      }
      return;
    }
    long now = now();
    ChunkCursor cursor = new ChunkCursor((ChunkedMap) moved, EntryCursor.EVERYTHING);
    while (cursor.next()) {
      MapChunk from = cursor.chunk();
      if (entries.isLive(from, cursor.row(), now)) {
        userLayout.aimAtRow(userProbe, from, cursor.row());
        V value = values.get(from, cursor.row());
        long stamp = expiry == null ? 0 : userLayout.stamp(from, cursor.row());
        maps.putStamped(probe(target), userProbe, immutable ? value : copy(value), stamp);
      }
    }
  }

  /** The value of an entry that a walk came to, or null if it is gone. */
  private @Nullable V readRow(Probe here, MapChunk chunk, int row) {
    if (immutable && expiry == null) {
      return values.get(chunk, row);
    }
    userLayout.aimAtRow(userProbe, chunk, row);
    return maps.find(here) instanceof ChunkedMap map ? read(map, here, now()) : null;
  }

  private V copy(V value) {
    return values.serializer().copy(value);
  }

  private long now() {
    return expiry == null ? 0 : expiry.now();
  }

  /** An entry of numbers, which become objects when they are asked for. */
  private final class NumberEntry extends MapEntry<U, V> {

    private final Probe here;
    private final long key;
    private long value;
    private boolean odd;

    NumberEntry(Probe here, long[] map, int entry) {
      this.here = here;
      key = ShortMap.key(map, entry);
      value = ShortMap.value(map, entry);
      odd = ShortMap.isOdd(map, entry);
    }

    @Override
    public U getKey() {
      return entries.keys().of(key);
    }

    @Override
    public V getValue() {
      return values.of(value, odd);
    }

    @Override
    public V setValue(V newValue) {
      V before = getValue();
      odd = values.isOdd(Objects.requireNonNull(newValue));
      value = odd ? 0 : values.bits(newValue);
      entries.aim(userProbe, getKey());
      write(here, newValue, 0);
      return before;
    }
  }

  /** An entry of objects. */
  private final class ObjectEntry extends MapEntry<U, V> {

    private final Probe here;
    private final U key;
    private V value;

    ObjectEntry(Probe here, U key, V value) {
      this.here = here;
      this.key = key;
      this.value = value;
    }

    @Override
    public U getKey() {
      return key;
    }

    @Override
    public V getValue() {
      return value;
    }

    @Override
    public V setValue(V newValue) {
      V before = value;
      value = Objects.requireNonNull(newValue);
      entries.aim(userProbe, key);
      write(here, newValue, now());
      return before;
    }
  }
}
