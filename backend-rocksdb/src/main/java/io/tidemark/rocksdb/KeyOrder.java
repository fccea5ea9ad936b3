package io.tidemark.rocksdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts the positions of entries into the order of their keys' unsigned bytes, in two steps, so that
 * several threads can do the second: all are {@linkplain #dealt dealt} to the key groups, and
 * ranges of these are {@linkplain #sort sorted}. Belongs to one thread.
 *
 * <p>Comparing two keys misses the processor's caches four times, so as little as possible is
 * compared. The entries are dealt by counting into the columns of each key group. Within one, the
 * first eight bytes behind what all keys have in common are packed with the entry's position into
 * one number, and the numbers are sorted: only keys that are equal there, too, are compared as a
 * whole.
 */
final class KeyOrder {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private final Entry[] entries;
  private long[] packed = new long[1 << 8];
  private int[] moved = new int[1 << 8];

  KeyOrder(Entry[] entries) {
    this.entries = entries;
  }

  /** The entries' positions in the order of their key groups and, within one, of their columns. */
  static int[] dealt(Entry[] entries) {
    if (entries.length == 0) {
      return new int[0];
    }
    List<Column> columns = columns(entries);
    int[] places = new int[entries.length];
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (int i = 0; i < entries.length; i++) {
      Entry entry = entries[i];
      int keyGroup = (short) SHORT.get(entry.key, 0) & 0xffff;
      places[i] = keyGroup * columns.size() + columns.indexOf(entry.column);
      least = Math.min(least, places[i]);
      most = Math.max(most, places[i]);
    }
    int[] ends = new int[most - least + 1];
    for (int place : places) {
      ends[place - least]++;
    }
    for (int i = 1; i < ends.length; i++) {
      ends[i] += ends[i - 1];
    }
    int[] dealt = new int[entries.length];
    for (int i = entries.length - 1; i >= 0; i--) {
      dealt[--ends[places[i] - least]] = i;
    }
    return dealt;
  }

  /**
   * Brings dealt entries into order.
   *
   * @param from the first entry of a key group
   * @param to the end of one
   */
  void sort(int[] dealt, int from, int to) {
    int begin = from;
    for (int i = from + 1; i <= to; i++) {
      if (i == to || !areOfOneColumn(entries[dealt[begin]], entries[dealt[i]])) {
        sortColumn(dealt, begin, i);
        begin = i;
      }
    }
  }

  private static boolean areOfOneColumn(Entry left, Entry right) {
    return left.column == right.column
        && (short) SHORT.get(left.key, 0) == (short) SHORT.get(right.key, 0);
  }

  /** The columns in the order of their tags. */
  private static List<Column> columns(Entry[] entries) {
    List<Column> columns = new ArrayList<>();
    Column last = null;
    for (Entry entry : entries) {
      if (entry.column != last) {
        last = entry.column;
        if (!columns.contains(last)) {
          columns.add(last);
        }
      }
    }
    columns.sort((left, right) -> Long.compareUnsigned(left.tag(), right.tag()));
    return columns;
  }

  private void sortColumn(int[] order, int from, int to) {
    int size = to - from;
    if (size < 2) {
      return;
    }
    if (packed.length < size) {
      packed = new long[2 * size];
      moved = new int[2 * size];
    }
    int common = commonBytes(order, from, to);
    long first = window(key(order[from]), common);
    long differing = 0;
    for (int i = 0; i < size; i++) {
      packed[i] = window(key(order[from + i]), common);
      differing |= packed[i] ^ first;
    }
    int shift = differing == 0 ? 0 : Long.numberOfLeadingZeros(differing);
    long positions = ((long) Integer.highestOneBit(size) << 1) - 1;
    for (int i = 0; i < size; i++) {
      packed[i] = ((packed[i] << shift) & ~positions | i) ^ Long.MIN_VALUE;
    }
    Arrays.sort(packed, 0, size);
    System.arraycopy(order, from, moved, 0, size);
    for (int i = 0; i < size; i++) {
      order[from + i] = moved[(int) (packed[i] & positions)];
    }
    sortEqual(order, from, size, ~positions);
  }

  /** Sorts among themselves the entries whose packed numbers are equal but for the position. */
  private void sortEqual(int[] order, int from, int size, long compared) {
    int begin = 0;
    for (int i = 1; i <= size; i++) {
      if (i == size || ((packed[i] ^ packed[begin]) & compared) != 0) {
        if (i - begin > 1) {
          sortByWholeKeys(order, from + begin, from + i);
        }
        begin = i;
      }
    }
  }

  private void sortByWholeKeys(int[] order, int from, int to) {
    Integer[] equal = new Integer[to - from];
    Arrays.setAll(equal, i -> order[from + i]);
    Arrays.sort(equal, (left, right) -> Arrays.compareUnsigned(key(left), key(right)));
    for (int i = 0; i < equal.length; i++) {
      order[from + i] = equal[i];
    }
  }

  private byte[] key(int position) {
    return entries[position].key;
  }

  private int commonBytes(int[] order, int from, int to) {
    byte[] first = key(order[from]);
    int common = first.length;
    for (int i = from + 1; i < to; i++) {
      byte[] key = key(order[i]);
      int end = Math.min(common, key.length);
      int mismatch = Arrays.mismatch(first, 0, end, key, 0, end);
      common = mismatch < 0 ? end : mismatch;
    }
    return common;
  }

  /** Eight bytes of the key, as if zeros followed it. */
  private static long window(byte[] key, int offset) {
    if (offset + Long.BYTES <= key.length) {
      return (long) LONG.get(key, offset);
    }
    long window = 0;
    for (int i = offset; i < offset + Long.BYTES; i++) {
      window = window << 8 | (i < key.length ? key[i] & 0xff : 0);
    }
    return window;
  }
}
