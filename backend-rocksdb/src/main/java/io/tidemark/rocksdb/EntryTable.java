package io.tidemark.rocksdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a store by their keys: a hash table in buckets. Of several entries with one key,
 * as there are when a frozen one was followed by a newer one, the table has the newest. Belongs to
 * the store's thread.
 */
final class EntryTable {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Entry[] buckets = new Entry[1 << 10];
  private int size;
  private int hand;

  /** Spreads all bits of the key over all bits of the hash. */
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
    return (int) (mix(hash ^ tail) * 0xc4ceb9fe1a85ec53L >>> 32);
  }

  private static long mix(long bits) {
    long mixed = bits * 0xff51afd7ed558ccdL;
    return mixed ^ mixed >>> 32;
  }

  @Nullable Entry find(byte[] key, int length, int hash) {
    for (Entry entry = buckets[hash & (buckets.length - 1)]; entry != null; entry = entry.next) {
      if (entry.hash == hash
          && entry.key.length == length
          && Arrays.equals(entry.key, 0, length, key, 0, length)) {
        return entry;
      }
    }
    return null;
  }

  /** Adds an entry whose key the table has not. */
  void add(Entry entry) {
    if (size >= buckets.length) {
      grow();
    }
    int bucket = entry.hash & (buckets.length - 1);
    entry.next = buckets[bucket];
    buckets[bucket] = entry;
    size++;
  }

  /** Puts {@code entry} in the place of one with the same key. */
  void replace(Entry old, Entry entry) {
    remove(old);
    add(entry);
  }

  void remove(Entry entry) {
    int bucket = entry.hash & (buckets.length - 1);
    Entry previous = null;
    for (Entry at = buckets[bucket]; at != null; at = at.next) {
      if (at == entry) {
        if (previous == null) {
          buckets[bucket] = at.next;
        } else {
          previous.next = at.next;
        }
        entry.next = null;
        size--;
        return;
      }
      previous = at;
    }
  }

  int size() {
    return size;
  }

  /**
   * Goes on around the table by a bucket and evicts from it what no generation up to {@code
   * written} needs and nobody used since the last time around. Returns the weight that left.
   */
  long sweepBucket(long written) {
    int bucket = hand;
    hand = (hand + 1) & (buckets.length - 1);
    long freed = 0;
    Entry previous = null;
    for (Entry at = buckets[bucket]; at != null; at = at.next) {
      if (at.generation <= written && !at.used) {
        if (previous == null) {
          buckets[bucket] = at.next;
        } else {
          previous.next = at.next;
        }
        size--;
        freed += at.weight;
      } else {
        at.used = false;
        previous = at;
      }
    }
    return freed;
  }

  private void grow() {
    Entry[] old = buckets;
    buckets = new Entry[old.length * 2];
    int mask = buckets.length - 1;
    for (Entry first : old) {
      for (Entry entry = first; entry != null; ) {
        Entry next = entry.next;
        int bucket = entry.hash & mask;
        entry.next = buckets[bucket];
        buckets[bucket] = entry;
        entry = next;
      }
    }
  }
}
