package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.state.MapState;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A map, with an entry of the database for each of its entries. */
final class RocksDbMapState<N, K, V> extends KeyedAccess<N, MapState<K, V>>
    implements MapState<K, V> {

  private final ScalarColumn<V> column;
  private final Serializer<K> userKeys;
  private final ReadBuffer userKeyBytes = new ReadBuffer();
  private int end;

  RocksDbMapState(
      StoreParts<?> parts,
      ScalarColumn<V> column,
      Serializer<K> userKeys,
      Serializer<N> namespaces,
      Expiry expiry) {
    super(parts, column, namespaces, expiry);
    this.column = column;
    this.userKeys = userKeys;
  }

  @Override
  MapState<K, V> self() {
    return this;
  }

  @Override
  public @Nullable V get(K key) {
    WriteBuffer at = position();
    int hash = locate(at, key);
    Entry entry = cache.get(at.array(), end, hash, column);
    if (!expiry.isOn() || !entry.present) {
      return column.value(entry);
    }
    long now = now();
    if (expiry.isExpired(entry.bits, now)) {
      remove(key);
      return null;
    }
    if (expiry.countsFromRead() && entry.bits != now) {
      entry = change(key, false);
      entry.bits = now;
      cache.weigh(entry);
    }
    return column.value(entry);
  }

  @Override
  public void put(K key, V value) {
    Entry entry = change(key, !expiry.countsFromCreation());
    set(entry, value);
  }

  /** Sets what a put puts, of which a new entry may count from now. */
  private void set(Entry entry, V value) {
    if (expiry.isOn()) {
      long now = now();
      if (!expiry.countsFromCreation() || !entry.present || expiry.isExpired(entry.bits, now)) {
        entry.bits = now;
      }
    }
    column.set(entry, value);
    cache.weigh(entry);
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> entries) {
    entries.forEach(this::put);
  }

  @Override
  public void remove(K key) {
    WriteBuffer at = position();
    int hash = locate(at, key);
    Entry entry = cache.peek(at.array(), end, hash);
    if (entry == null || entry.present) {
      entry = change(key, true);
      column.clear(entry);
      cache.weigh(entry);
    }
  }

  @Override
  public boolean contains(K key) {
    WriteBuffer at = position();
    int hash = locate(at, key);
    Entry entry = cache.get(at.array(), end, hash, column);
    return column.isLive(entry, expiry.isOn() ? now() : 0);
  }

  @Override
  public boolean isEmpty() {
    return !new Walk<>(entry -> entry, false).hasNext();
  }

  @Override
  public Iterator<Map.Entry<K, V>> iterator() {
    return new Walk<Map.Entry<K, V>>(entry -> entry, true);
  }

  @Override
  public Iterable<K> keys() {
    return () -> new Walk<>(MapEntry::getKey, false);
  }

  @Override
  public Iterable<V> values() {
    return () -> new Walk<>(MapEntry::getValue, true);
  }

  @Override
  public void clear() {
    MergedEntries entries = entries(position());
    while (entries.next()) {
      byte[] key = entries.key();
      Entry entry = change(key, EntryTable.hash(key, key.length), true);
      column.clear(entry);
      cache.weigh(entry);
    }
  }

  @Override
  void mergeInto(N target, Collection<N> sources) {
    for (N source : sources) {
      if (source.equals(target)) {
        continue;
      }
      in(source);
      Iterator<MapEntry> entries = new Walk<>(entry -> entry, false);
      while (entries.hasNext()) {
        MapEntry moved = entries.next();
        moved.own();
        in(target);
        put(moved);
      }
      in(source);
      clear();
    }
  }

  /** Puts an entry of another namespace, whose time goes on as it is. */
  private void put(MapEntry moved) {
    Entry entry = change(moved.getKey(), true);
    if (expiry.isOn()) {
      entry.bits = moved.entry.bits;
    }
    column.set(entry, moved.getValue());
    cache.weigh(entry);
  }

  /**
   * Writes the user key behind the position, which stays where it is, and returns the hash of the
   * whole, up to {@link #end}.
   */
  private int locate(WriteBuffer at, K key) {
    int prefixLength = at.position();
    try {
      userKeys.write(key, at);
      end = at.position();
    } finally {
      at.position(prefixLength);
    }
    return EntryTable.hash(at.array(), end);
  }

  private Entry change(K key, boolean blind) {
    WriteBuffer at = position();
    int hash = locate(at, key);
    return change(at.array(), at.position(), hash, blind);
  }

  private Entry change(byte[] key, int hash, boolean blind) {
    end = key.length;
    return change(key, position().position(), hash, blind);
  }

  private Entry change(byte[] key, int prefixLength, int hash, boolean blind) {
    Entry entry =
        blind
            ? cache.overwrite(key, end, hash, column)
            : cache.getForChange(key, end, hash, column);
    if (!entry.indexed) {
      cache.index(prefixOf(key, prefixLength), entry);
    }
    return entry;
  }

  private Prefix prefixOf(byte[] key, int length) {
    byte[] bytes = Arrays.copyOf(key, length);
    return new Prefix(bytes, positionHash());
  }

  private MergedEntries entries(WriteBuffer at) {
    byte[] from = at.toByteArray();
    Entry[] unwritten = cache.unwritten(new Prefix(from, positionHash()));
    byte[] to = KeyLayout.after(from, from.length);
    return new MergedEntries(cache, keyGroup(), from, to, column, unwritten);
  }

  /** A walk over the live entries, which ends when the current key changes. */
  private final class Walk<R> implements Iterator<R> {

    private final MergedEntries entries;
    private final Function<MapEntry, R> result;
    private final boolean reads;
    private final int prefixLength;
    private final byte[] prefix;
    private final long version = keyVersion();
    private @Nullable MapEntry next;
    private @Nullable MapEntry last;

    Walk(Function<MapEntry, R> result, boolean reads) {
      WriteBuffer at = position();
      this.entries = entries(at);
      this.result = result;
      this.reads = reads;
      this.prefixLength = at.position();
      this.prefix = at.toByteArray();
    }

    @Override
    public boolean hasNext() {
      long now = expiry.isOn() ? now() : 0;
      while (next == null && version == keyVersion() && entries.next()) {
        if (entries.isLive(now)) {
          next = new MapEntry(this, entries.key(), entries.entry());
        }
      }
      return next != null && version == keyVersion();
    }

    @Override
    public R next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException();
      }
      MapEntry entry = next;
      next = null;
      last = entry;
      if (reads) {
        entry.handOut();
      }
      return result.apply(entry);
    }

    @Override
    public void remove() {
      MapEntry entry = last;
      if (entry == null) {
        throw new IllegalStateException("Nothing to remove: call next first");
      }
      last = null;
      Entry gone = entry.change();
      column.clear(gone);
      cache.weigh(gone);
    }

    private Entry change(byte[] key) {
      int hash = EntryTable.hash(key, key.length);
      Entry entry = cache.getForChange(key, key.length, hash, column);
      if (!entry.indexed) {
        cache.index(new Prefix(prefix, EntryTable.hash(prefix, prefix.length)), entry);
      }
      return entry;
    }

    private K userKey(byte[] key) {
      userKeyBytes.wrap(key, prefixLength, key.length - prefixLength);
      return userKeys.read(userKeyBytes);
    }
  }

  /** An entry that a walk hands out, with the value that it met, whatever becomes of the entry. */
  private final class MapEntry implements Map.Entry<K, V> {

    private final Walk<?> walk;
    private final byte[] key;
    private final K userKey;
    private Entry entry;
    private V value;

    MapEntry(Walk<?> walk, byte[] key, Entry entry) {
      this.walk = walk;
      this.key = key;
      this.entry = entry;
      this.userKey = walk.userKey(key);
      this.value = met(entry);
    }

    private V met(Entry live) {
      V met = column.value(live);
      if (met == null) {
        throw new IllegalStateException("A walk met an entry that is not there");
      }
      return met;
    }

    @Override
    public K getKey() {
      return userKey;
    }

    @Override
    public V getValue() {
      return value;
    }

    @Override
    public V setValue(V value) {
      V before = this.value;
      Entry changed = change();
      set(changed, value);
      entry = changed;
      this.value = value;
      return before;
    }

    private Entry change() {
      return walk.change(key);
    }

    /** Makes the value one that no frozen generation sees: the entry's, if that still has it. */
    void own() {
      if (column.isMutable() && cache.isUnwritten(entry.generation)) {
        boolean replaced = column.value(entry) != value;
        cache.own(entry);
        value = replaced ? column.copy(value) : met(entry);
      }
    }

    /** Takes the value of what took the entry's place; if it was removed, a copy of the value. */
    private void follow(Entry newest) {
      if (newest != entry) {
        entry = newest;
        V held = column.value(newest);
        value = held != null ? held : column.copy(value);
      }
    }

    /** Makes the value safe to hand out, and counts as a read of it. */
    void handOut() {
      own();
      if (expiry.countsFromRead() && entry.bits != now()) {
        Entry changed = change();
        changed.bits = now();
        cache.weigh(changed);
        follow(changed);
      }
    }
  }
}
