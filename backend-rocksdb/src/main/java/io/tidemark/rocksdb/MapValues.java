package io.tidemark.rocksdb;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What the entries of a map hold: their values, and when these expire. What is changed here is an
 * entry of the current generation. Belongs to the store's thread.
 */
final class MapValues<V> {

  private final ObjectCache cache;
  private final ScalarColumn<V> column;
  private final Expiry expiry;
  private final InstantSource clock;

  MapValues(ObjectCache cache, ScalarColumn<V> column, Expiry expiry, InstantSource clock) {
    this.cache = cache;
    this.column = column;
    this.expiry = expiry;
    this.clock = clock;
  }

  /**
   * The entry under a key of the map, to be changed.
   *
   * @param prefix what all keys of the map begin with
   */
  Entry change(byte[] key, Prefix prefix) {
    int hash = EntryTable.hash(key, key.length);
    Entry entry = cache.getForChange(key, key.length, hash, column);
    if (!entry.indexed) {
      cache.unwrittenEntries().index(prefix, entry);
    }
    return entry;
  }

  /** The value of an entry; null where it is absent. */
  @Nullable V get(Entry entry) {
    return column.value(entry);
  }

  /** Sets what a put puts, of which a new entry may count from now. */
  void put(Entry entry, V value) {
    if (expiry.isOn()) {
      long now = clock.millis();
      if (!expiry.countsFromCreation() || !entry.present || expiry.isExpired(entry.bits, now)) {
        entry.bits = now;
      }
    }
    column.set(entry, value);
    cache.weigh(entry);
  }

  /** Sets the value of another entry, whose time goes on as it is. */
  void move(Entry from, V value, Entry target) {
    if (expiry.isOn()) {
      target.bits = from.bits;
    }
    column.set(target, value);
    cache.weigh(target);
  }

  void remove(Entry entry) {
    column.clear(entry);
    cache.weigh(entry);
  }

  /** Whether a read at this moment is one from which the entry counts anew. */
  boolean countsFromRead(Entry entry) {
    return expiry.countsFromRead() && entry.bits != clock.millis();
  }

  /** Has the entry count from now. */
  void read(Entry entry) {
    entry.bits = clock.millis();
    cache.weigh(entry);
  }

  /** Whether a frozen generation may see changes of the entry's value. */
  boolean isShared(Entry entry) {
    return column.isMutable() && cache.unwritten().has(entry.generation);
  }

  /** Has the entry's value be one that no frozen generation sees. */
  void own(Entry entry) {
    cache.unwritten().own(entry);
  }

  /** A value that shares nothing with this one that could be changed. */
  V copy(V value) {
    return column.copy(value);
  }

  /** From when on entries count as expired; 0 where none does. */
  long now() {
    return expiry.isOn() ? clock.millis() : 0;
  }
}
