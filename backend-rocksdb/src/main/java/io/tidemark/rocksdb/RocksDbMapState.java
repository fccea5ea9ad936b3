package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.state.MapState;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A map, with an entry of the database for each of its entries. */
final class RocksDbMapState<N, K, V> extends KeyedAccess<N, MapState<K, V>>
    implements MapState<K, V> {

  private final ScalarColumn<V> column;
  private final Serializer<K> userKeys;
  private final MapValues<V> values;
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
    this.values = new MapValues<>(cache, column, expiry, parts.clock());
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
      values.read(entry);
    }
    return column.value(entry);
  }

  @Override
  public void put(K key, V value) {
    values.put(change(key, !expiry.countsFromCreation()), value);
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
      values.remove(change(key, true));
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
    return !walk().hasNext();
  }

  @Override
  public Iterator<Map.Entry<K, V>> iterator() {
    return new Given<K, V, Map.Entry<K, V>>(walk(), WalkedEntry::handedOut);
  }

  @Override
  public Iterable<K> keys() {
    return () -> new Given<>(walk(), WalkedEntry::getKey);
  }

  @Override
  public Iterable<V> values() {
    return () -> new Given<>(walk(), entry -> entry.handedOut().getValue());
  }

  @Override
  public void clear() {
    MergedEntries entries = entries(prefix());
    while (entries.next()) {
      byte[] key = entries.key();
      values.remove(change(key, EntryTable.hash(key, key.length), true));
    }
  }

  @Override
  void mergeInto(N target, Collection<N> sources) {
    for (N source : sources) {
      if (source.equals(target)) {
        continue;
      }
      in(source);
      MapWalk<K, V> entries = walk();
      while (entries.hasNext()) {
        WalkedEntry<K, V> moved = entries.next();
        in(target);
        moved.moveTo(change(moved.getKey(), true));
      }
      in(source);
      clear();
    }
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
      cache.unwrittenEntries().index(prefixOf(key, prefixLength), entry);
    }
    return entry;
  }

  private Prefix prefixOf(byte[] key, int length) {
    byte[] bytes = Arrays.copyOf(key, length);
    return new Prefix(bytes, positionHash());
  }

  private MapWalk<K, V> walk() {
    Prefix prefix = prefix();
    return new MapWalk<>(values, userKeys, entries(prefix), prefix, currentKey());
  }

  private MergedEntries entries(Prefix prefix) {
    byte[] from = prefix.bytes();
    byte[] to = KeyLayout.after(from, from.length);
    return new MergedEntries(
        cache, keyGroup(), from, to, column, cache.unwrittenEntries().under(prefix));
  }

  /** What a walk gives, as the user wants it. */
  private record Given<K, V, R>(MapWalk<K, V> walk, Function<WalkedEntry<K, V>, R> result)
      implements Iterator<R> {

    @Override
    public boolean hasNext() {
      return walk.hasNext();
    }

    @Override
    public R next() {
      return result.apply(walk.next());
    }

    @Override
    public void remove() {
      walk.remove();
    }
  }
}
