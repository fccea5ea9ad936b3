package io.tidemark.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one short map, where keys and values fit into 64 bits each: a single array, so
 * that one look at memory finds all of them. They stand in the order in which their keys came. The
 * map becomes a {@link ChunkedMap} when it has too many to be looked through one by one.
 *
 * <p>Before the entries stands what is known of them: the version in which the map was written
 * last, and the bits that {@link TrackedRows} have for each, with the same meaning: which entries
 * were written in that version, which in earlier ones, which came in it, and which have the odd
 * value.
 *
 * <p>An array that a capture sees is not written any more. One that no capture sees is: values in
 * their places, and new entries behind the last. No key ever moves within an array, so whoever
 * walks over one need not heed what becomes of the map.
 */
final class ShortMap {

  /** So many entries a short map has at most. */
  static final int MOST = 15;

  /** The version in which the map was written last, and that of {@link #DIRTY_BEFORE}. */
  private static final int VERSIONS = 0;

  /** How many entries there are, and four bits for each of them. */
  private static final int STATES = 1;

  private static final int FIRST = 2;
  private static final int FIRST_ROOM = 2;

  private static final int ALL = (1 << MOST) - 1;
  private static final int DIRTY = 0;
  private static final int DIRTY_BEFORE = MOST;
  private static final int CREATED = 2 * MOST;
  private static final int ODD = 3 * MOST;
  private static final int COUNT = 4 * MOST;

  private ShortMap() {}

  /** A new map without entries. */
  static long[] create(int version) {
    long[] map = new long[FIRST + 2 * FIRST_ROOM];
    map[VERSIONS] = versions(version, 0);
    return map;
  }

  /** How many entries there are; they are numbered from 0 on. */
  static int count(long[] map) {
    return (int) (map[STATES] >>> COUNT);
  }

  /** The number of the entry with a key, or {@code -1}. */
  static int find(long[] map, long key) {
    for (int cell = FIRST, end = FIRST + 2 * count(map); cell < end; cell += 2) {
      if (map[cell] == key) {
        return cell - FIRST >> 1;
      }
    }
    return -1;
  }

  static long key(long[] map, int entry) {
    return map[FIRST + 2 * entry];
  }

  /** The value of an entry, unless it {@linkplain #isOdd is odd}. */
  static long value(long[] map, int entry) {
    return map[FIRST + 2 * entry + 1];
  }

  /** Whether an entry has the one value that has no bits. */
  static boolean isOdd(long[] map, int entry) {
    return (map[STATES] >>> ODD + entry & 1) != 0;
  }

  /** Whether no snapshot can know an entry, because it came after the last capture. */
  static boolean isCreated(long[] map, int entry, Versions versions) {
    return version(map) == versions.current() && (map[STATES] >>> CREATED + entry & 1) != 0;
  }

  /** Puts what is known of an entry down for that entry in a row of a chunk. */
  static void copyChanges(long[] map, int entry, MapChunk chunk, int row) {
    long bits = map[STATES] >>> entry;
    chunk.adopt(row, bits >>> DIRTY, bits >>> DIRTY_BEFORE, bits >>> CREATED, versionBefore(map));
  }

  /** The entries that were written after {@code base} ended, a bit each. */
  static int changedSince(long[] map, int base) {
    if (base == EntryCursor.EVERYTHING) {
      return (1 << count(map)) - 1;
    }
    return (version(map) > base ? bits(map, DIRTY) : 0)
        | (versionBefore(map) > base ? bits(map, DIRTY_BEFORE) : 0);
  }

  /** The map in the current version: itself, unless a capture sees it. Nothing is written in it. */
  static long[] writable(long[] map, Versions versions) {
    int version = version(map);
    if (version == versions.current()) {
      return map;
    }
    long[] target = versions.isPinned(version) ? map.clone() : map;
    int before = versionBefore(map);
    int dirty = bits(map, DIRTY);
    int dirtyBefore = (before > versions.remembered() ? bits(map, DIRTY_BEFORE) : 0) | dirty;
    target[VERSIONS] = versions(versions.current(), dirty == 0 ? before : version);
    target[STATES] = map[STATES] & ~((1L << ODD) - 1) | (long) dirtyBefore << DIRTY_BEFORE;
    return target;
  }

  /**
   * The map with an entry written, to be put in the place of {@code map}, which it is if no capture
   * sees it and there is room; null if the map would have too many entries.
   *
   * @param odd whether the entry gets the one value that has no bits
   */
  static long @Nullable [] put(long[] map, long key, long value, boolean odd, Versions versions) {
    long[] target = writable(map, versions);
    int entry = find(target, key);
    if (entry < 0) {
      entry = count(target);
      if (entry == MOST) {
        return null;
      }
      if (FIRST + 2 * entry == target.length) {
        target = Arrays.copyOf(target, FIRST + 2 * Math.min(MOST, entry + entry / 2 + 1));
      }
      target[FIRST + 2 * entry] = key;
      target[STATES] += (1L << COUNT) + (1L << CREATED + entry);
    }
    target[FIRST + 2 * entry + 1] = value;
    long oddBit = 1L << ODD + entry;
    long others = target[STATES] & ~oddBit;
    target[STATES] = others | (odd ? oddBit : 0) | 1L << DIRTY + entry;
    return target;
  }

  /** A map without one of the entries, to be put in the place of {@code map}. */
  static long[] remove(long[] map, int entry, Versions versions) {
    long[] before = writable(map, versions);
    int count = count(before);
    long[] target = new long[FIRST + 2 * count];
    int cell = FIRST + 2 * entry;
    System.arraycopy(before, 0, target, 0, cell);
    System.arraycopy(before, cell + 2, target, cell, 2 * (count - entry - 1));
    target[STATES] =
        (long) (count - 1) << COUNT
            | closed(before, DIRTY, entry)
            | closed(before, DIRTY_BEFORE, entry)
            | closed(before, CREATED, entry)
            | closed(before, ODD, entry);
    return target;
  }

  private static int bits(long[] map, int shift) {
    return (int) (map[STATES] >>> shift) & ALL;
  }

  /** Bits of one kind without that of an entry, into whose place those behind it go. */
  private static long closed(long[] map, int shift, int entry) {
    int bits = bits(map, shift);
    int below = (1 << entry) - 1;
    return (long) (bits & below | bits >>> 1 & ~below) << shift;
  }

  private static long versions(int version, int before) {
    return (long) version << Integer.SIZE | before;
  }

  private static int version(long[] map) {
    return (int) (map[VERSIONS] >>> Integer.SIZE);
  }

  private static int versionBefore(long[] map) {
    return (int) map[VERSIONS];
  }
}
