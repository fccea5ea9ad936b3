package io.tidemark.rocksdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a store by their keys: a hash table with open addressing, whose places name slots
 * in an array of the entries. Belongs to the store's thread.
 *
 * <p>An entry is somewhere in memory, and looking at it waits for that. So the hashes lie side by
 * side in the places: a key that is not here is told from them alone, and neither resizing nor
 * closing the gap of an entry that left looks at any other.
 *
 * <p>Each reference that is stored in an old array is work for the collector, which then looks at
 * all of its neighbours. So one is stored for each entry that comes, and none when others move up:
 * those are numbers. Entries that come after each other mostly get slots side by side, in which
 * they are also looked at for eviction: so they lie near each other in memory, too.
 */
final class EntryTable {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int FREE = 0;
  private static final int NO_SLOT = -1;
  private static final int PLACES_AT_LEAST = 1 << 10;

  /**
   * A table with fewer entries for its places is halved, or going around it would take too long.
   */
  private static final int PLACES_AN_ENTRY = 16;

  /** In each place, an entry's hash above the number of its slot, or {@link #FREE}. */
  private long[] places = new long[PLACES_AT_LEAST];

  /** The entries, in their slots. */
  private @Nullable Entry[] entries = new Entry[slots(PLACES_AT_LEAST)];

  /** The hash of each slot's entry; of a slot that an entry left, the one that was left before. */
  private int[] hashes = new int[slots(PLACES_AT_LEAST)];

  /** How many slots were ever taken, of which some may be left. */
  private int taken;

  /** The slot that was left last, or {@link #NO_SLOT}. */
  private int left = NO_SLOT;

  private int size;
  private int hand;

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

  private static int slots(int places) {
    return places / 4 * 3;
  }

  @Nullable Entry find(byte[] key, int length, int hash) {
    int mask = places.length - 1;
    int at = hash & mask;
    for (long place; (place = places[at]) != FREE; at = (at + 1) & mask) {
      if (hash(place) == hash) {
        Entry entry = entries[slot(place)];
        if (entry != null
            && entry.key.length == length
            && Arrays.equals(entry.key, 0, length, key, 0, length)) {
          return entry;
        }
      }
    }
    return null;
  }

  /** Adds an entry whose key the table has not. */
  void add(Entry entry, int hash) {
    if (size == entries.length) {
      resize(places.length * 2);
    }
    int slot = left;
    if (slot == NO_SLOT) {
      slot = taken++;
    } else {
      left = hashes[slot];
    }
    entries[slot] = entry;
    hashes[slot] = hash;
    put(hash, slot);
    size++;
  }

  int size() {
    return size;
  }

  /**
   * Goes on around the table by a slot and evicts the entry that is there if no generation up to
   * {@code written} needs it and nobody used it since the last time around. Returns the weight that
   * left.
   */
  long sweepSlot(long written) {
    if (hand >= taken) {
      hand = 0;
    }
    int slot = hand++;
    Entry entry = entries[slot];
    if (entry == null) {
      return 0;
    }
    if (entry.generation > written || entry.used) {
      entry.used = false;
      return 0;
    }
    free(placeOf(slot));
    entries[slot] = null;
    hashes[slot] = left;
    left = slot;
    size--;
    if (places.length > PLACES_AT_LEAST && size < places.length / PLACES_AN_ENTRY) {
      resize(places.length / 2);
    }
    return entry.weight;
  }

  private int placeOf(int slot) {
    int mask = places.length - 1;
    int at = hashes[slot] & mask;
    while (slot(places[at]) != slot || places[at] == FREE) {
      at = (at + 1) & mask;
    }
    return at;
  }

  /** Frees a place, and moves up what is behind it only because the place was taken. */
  private void free(int place) {
    int mask = places.length - 1;
    int gap = place;
    for (int at = (gap + 1) & mask; places[at] != FREE; at = (at + 1) & mask) {
      int wanted = hash(places[at]) & mask;
      if (((at - wanted) & mask) >= ((at - gap) & mask)) {
        places[gap] = places[at];
        gap = at;
      }
    }
    places[gap] = FREE;
  }

  /** Gives all entries new places, and slots without a gap between them. */
  private void resize(int newPlaces) {
    @Nullable Entry[] oldEntries = entries;
    int[] oldHashes = hashes;
    int oldTaken = taken;
    places = new long[newPlaces];
    entries = new Entry[slots(newPlaces)];
    hashes = new int[entries.length];
    taken = 0;
    left = NO_SLOT;
    int newHand = 0;
    for (int slot = 0; slot < oldTaken; slot++) {
      Entry entry = oldEntries[slot];
      if (slot == hand) {
        newHand = taken;
      }
      if (entry != null) {
        entries[taken] = entry;
        hashes[taken] = oldHashes[slot];
        put(oldHashes[slot], taken++);
      }
    }
    hand = newHand;
  }

  private void put(int hash, int slot) {
    int mask = places.length - 1;
    int at = hash & mask;
    while (places[at] != FREE) {
      at = (at + 1) & mask;
    }
    places[at] = (long) hash << 32 | slot;
  }

  private static int hash(long place) {
    return (int) (place >>> 32);
  }

  private static int slot(long place) {
    return (int) place;
  }
}
