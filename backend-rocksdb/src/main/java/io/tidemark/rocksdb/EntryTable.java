package io.tidemark.rocksdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a store by their keys, and what they weigh: a hash table with open addressing.
 * Belongs to the store's thread.
 *
 * <p>An entry is somewhere in memory, and looking at it waits for that. So the hashes lie side by
 * side in an array of their own: a key that is not here is told from them alone, and neither
 * resizing nor closing the gap of an entry that left looks at any other.
 */
final class EntryTable {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final AtomicLongFieldUpdater<EntryTable> BYTES =
      AtomicLongFieldUpdater.newUpdater(EntryTable.class, "bytes");

  private static final int FREE = 0;
  private static final int PLACES_AT_LEAST = 1 << 10;

  /**
   * A table with fewer entries for its places is halved, or going around it would take too long.
   */
  private static final int PLACES_AN_ENTRY = 16;

  /** The hash of each place's entry, or {@link #FREE}. */
  private int[] hashes = new int[PLACES_AT_LEAST];

  private Entry[] entries = new Entry[PLACES_AT_LEAST];
  private int size;
  private int hand;

  /** Written by the store's thread alone, for any thread to see sooner or later. */
  private volatile long bytes;

  /** Spreads all bits of the key over all bits of the hash, which is never {@link #FREE}. */
  static int hash(byte[] key, int length) {
    long hash = length * 0x9e3779b97f4a7c15L;
    int at = 0;
    for (; at <= length - 8; at += 8) {
      hash = mix(hash ^ (long) LONG.get(key, at));
    }
    long tail = 0;
    for (; at < length; at++) {
      tail = (tail << 8) | (key[at] & 0xff);
    }
    int spread = (int) (mix(hash ^ tail) * 0xc4ceb9fe1a85ec53L >>> 32);
    return spread == FREE ? 1 : spread;
  }

  private static long mix(long bits) {
    long mixed = bits * 0xff51afd7ed558ccdL;
    return mixed ^ mixed >>> 32;
  }

  @Nullable Entry find(byte[] key, int length, int hash) {
    int mask = hashes.length - 1;
    int at = hash & mask;
    for (int found; (found = hashes[at]) != FREE; at = (at + 1) & mask) {
      if (found == hash) {
        Entry entry = entries[at];
        if (entry.key.length == length && Arrays.equals(entry.key, 0, length, key, 0, length)) {
          return entry;
        }
      }
    }
    return null;
  }

  /** Adds and weighs an entry whose key the table has not. */
  void add(Entry entry, int hash) {
    if (size >= hashes.length / 4 * 3) {
      resize(hashes.length * 2);
    }
    // First, as a column may refuse what the entry holds.
    weigh(entry);
    put(hash, entry);
    size++;
  }

  int size() {
    return size;
  }

  /** About how many bytes the entries take. Any thread may ask. */
  long bytes() {
    return bytes;
  }

  /** Notes what an entry weighs now, and returns how much more that is than before. */
  int weigh(Entry entry) {
    int weight = Column.ENTRY_BYTES + entry.key.length + entry.column.weigh(entry);
    int more = weight - entry.weight;
    if (more != 0) {
      entry.weight = weight;
      addBytes(more);
    }
    return more;
  }

  /**
   * Evicts entries that no generation up to {@code written} needs, by the clock algorithm.
   *
   * @param downTo the bytes at which it ends
   * @param places the places to look at after which it ends in any case
   */
  void evict(long written, long downTo, int places) {
    for (int left = places; bytes > downTo && left > 0; left--) {
      sweepPlace(written);
    }
  }

  /** Lets go of all entries. */
  void clear() {
    hashes = new int[PLACES_AT_LEAST];
    entries = new Entry[PLACES_AT_LEAST];
    size = 0;
    hand = 0;
    addBytes(-bytes);
  }

  /**
   * Goes on around the table by a place and evicts the entry that is there if no generation up to
   * {@code written} needs it and nobody used it since the last time around.
   */
  void sweepPlace(long written) {
    int at = hand;
    hand = (hand + 1) & (hashes.length - 1);
    if (hashes[at] == FREE) {
      return;
    }
    Entry entry = entries[at];
    if (entry.generation > written || entry.used) {
      entry.used = false;
      return;
    }
    free(at);
    size--;
    addBytes(-entry.weight);
    // What moved up to here has not been looked at.
    hand = at;
    if (hashes.length > PLACES_AT_LEAST && size < hashes.length / PLACES_AN_ENTRY) {
      resize(hashes.length / 2);
      hand &= hashes.length - 1;
    }
  }

  private void addBytes(long more) {
    BYTES.lazySet(this, bytes + more);
  }

  /** Frees a place, and moves up what is behind it only because the place was taken. */
  @SuppressWarnings("NullAway")
  private void free(int place) {
    int mask = hashes.length - 1;
    int gap = place;
    for (int at = (gap + 1) & mask; hashes[at] != FREE; at = (at + 1) & mask) {
      int wanted = hashes[at] & mask;
      if (((at - wanted) & mask) >= ((at - gap) & mask)) {
        hashes[gap] = hashes[at];
        entries[gap] = entries[at];
        gap = at;
      }
    }
    hashes[gap] = FREE;
    entries[gap] = null;
  }

  private void resize(int places) {
    int[] oldHashes = hashes;
    Entry[] old = entries;
    hashes = new int[places];
    entries = new Entry[places];
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldHashes[i] != FREE) {
        put(oldHashes[i], old[i]);
      }
    }
  }

  private void put(int hash, Entry entry) {
    int mask = hashes.length - 1;
    int at = hash & mask;
    while (hashes[at] != FREE) {
      at = (at + 1) & mask;
    }
    hashes[at] = hash;
    entries[at] = entry;
  }
}
