package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.Timer;
import io.tidemark.spi.TimerQueue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Timers, sorted by the database within a key group and by a heap over the key groups. */
final class RocksDbTimerQueue<K, N> implements TimerQueue<K, N> {

  private static final long SIGN = Long.MIN_VALUE;

  private final ObjectCache cache;
  private final TimerColumn column;
  private final Serializer<K> keys;
  private final Serializer<N> namespaces;
  private final boolean namespaced;
  private final KeyGroupRange keyGroups;
  private final List<KeyGroupTimers<K, N>> byKeyGroup = new ArrayList<>();
  private final TimerHeap<K, N> heap;
  private final WriteBuffer buffer = new WriteBuffer(64);
  private final ReadBuffer in = new ReadBuffer();
  private long size;
  private boolean counted;

  /**
   * Makes a queue.
   *
   * @param stored whether the database may have timers of it
   */
  RocksDbTimerQueue(
      StoreParts<K> parts,
      TimerColumn column,
      Serializer<N> namespaces,
      KeyGroupRange keyGroups,
      boolean stored) {
    this.cache = parts.cache();
    this.column = column;
    this.keys = parts.currentKey().serializer();
    this.namespaces = namespaces;
    this.namespaced = !namespaces.description().equals(NoNamespace.SERIALIZER.description());
    this.keyGroups = keyGroups;
    this.counted = !stored;
    for (int kg = keyGroups.first(); kg <= keyGroups.last(); kg++) {
      byKeyGroup.add(new KeyGroupTimers<>(cache, column, kg, stored, this::parse));
    }
    heap = new TimerHeap<>(byKeyGroup);
  }

  Column column() {
    return column;
  }

  Serializer<N> namespaces() {
    return namespaces;
  }

  @Override
  public boolean add(long timestamp, K key, int keyGroup, N namespace) {
    KeyGroupTimers<K, N> timers = timers(keyGroup);
    byte[] position = position(timestamp, key, keyGroup, namespace);
    if (contains(timers, position)) {
      return false;
    }
    set(timers, position, true);
    timers.added(position, new Timer<>(timestamp, key, keyGroup, namespace));
    heap.changed(timers);
    size++;
    return true;
  }

  @Override
  public boolean remove(long timestamp, K key, int keyGroup, N namespace) {
    KeyGroupTimers<K, N> timers = timers(keyGroup);
    byte[] position = position(timestamp, key, keyGroup, namespace);
    if (!contains(timers, position)) {
      return false;
    }
    remove(timers, position);
    return true;
  }

  @Override
  public @Nullable Timer<K, N> peek() {
    Map.Entry<byte[], Timer<K, N>> first = heap.first();
    return first == null ? null : first.getValue();
  }

  @Override
  public @Nullable Timer<K, N> poll() {
    Map.Entry<byte[], Timer<K, N>> first = heap.first();
    if (first == null) {
      return null;
    }
    remove(timers(first.getValue().keyGroup()), first.getKey());
    return first.getValue();
  }

  @Override
  public boolean isEmpty() {
    return heap.first() == null;
  }

  @Override
  public long size() {
    if (!counted) {
      long found = 0;
      for (KeyGroupTimers<K, N> timers : byKeyGroup) {
        for (MergedEntries all = timers.all(); all.next(); ) {
          found++;
        }
      }
      size = found;
      counted = true;
    }
    return size;
  }

  @Override
  public Iterable<Timer<K, N>> inKeyGroup(int keyGroup) {
    KeyGroupTimers<K, N> timers = timers(keyGroup);
    return () -> new Walk(timers.all());
  }

  private KeyGroupTimers<K, N> timers(int keyGroup) {
    if (!keyGroups.contains(keyGroup)) {
      throw new IllegalArgumentException(
          "Key group " + keyGroup + " is not one of this store's " + keyGroups);
    }
    return byKeyGroup.get(keyGroup - keyGroups.first());
  }

  private boolean contains(KeyGroupTimers<K, N> timers, byte[] position) {
    Boolean known = timers.contains(position);
    if (known != null) {
      return known;
    }
    int hash = EntryTable.hash(position, position.length);
    return cache.get(position, position.length, hash, column).present;
  }

  private void remove(KeyGroupTimers<K, N> timers, byte[] position) {
    set(timers, position, false);
    timers.removed(position);
    heap.changed(timers);
    size--;
  }

  private void set(KeyGroupTimers<K, N> timers, byte[] position, boolean present) {
    int hash = EntryTable.hash(position, position.length);
    Entry before = cache.peek(position, position.length, hash);
    Entry entry = cache.overwrite(position, position.length, hash, column);
    if (before == null && present) {
      // A timer is only added where there was none.
      entry.fresh = true;
    }
    if (!entry.indexed) {
      cache.unwrittenEntries().index(timers.prefix(), entry);
    }
    entry.present = present;
    cache.weigh(entry);
  }

  private byte[] position(long timestamp, K key, int keyGroup, N namespace) {
    buffer.clear();
    buffer.writeShort(keyGroup);
    buffer.writeLong(column.tag());
    buffer.writeLong(timestamp ^ SIGN);
    CurrentKey.append(key, keys, buffer);
    if (namespaced) {
      CurrentKey.append(namespace, namespaces, buffer);
    }
    return buffer.toByteArray();
  }

  private Timer<K, N> parse(byte[] position) {
    in.wrap(position, KeyLayout.PREFIX_BYTES, position.length - KeyLayout.PREFIX_BYTES);
    long timestamp = in.readLong() ^ SIGN;
    in.readVarInt();
    K key = keys.read(in);
    if (namespaced) {
      in.readVarInt();
    }
    N namespace = namespaces.read(in);
    return new Timer<>(timestamp, key, KeyLayout.keyGroup(position), namespace);
  }

  private final class Walk implements Iterator<Timer<K, N>> {

    private final MergedEntries entries;
    private byte @Nullable [] next;

    Walk(MergedEntries entries) {
      this.entries = entries;
    }

    @Override
    public boolean hasNext() {
      if (next == null && entries.next()) {
        next = entries.key();
      }
      return next != null;
    }

    @Override
    public Timer<K, N> next() {
      byte[] position = hasNext() ? next : null;
      if (position == null) {
        throw new NoSuchElementException();
      }
      next = null;
      return parse(position);
    }
  }
}
