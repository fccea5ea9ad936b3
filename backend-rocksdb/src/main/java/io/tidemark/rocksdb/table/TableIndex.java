package io.tidemark.rocksdb.table;

import java.util.Arrays;

/**
 * Where the blocks of a file are, or of a part of it, and up to which key each of them has entries.
 */
final class TableIndex {

  private final byte[] keys;
  private final int[] keyEnds;
  private final long[] offsets;
  private final int[] sizes;

  private TableIndex(byte[] keys, int[] keyEnds, long[] offsets, int[] sizes) {
    this.keys = keys;
    this.keyEnds = keyEnds;
    this.offsets = offsets;
    this.sizes = sizes;
  }

  /** Collects what an index says. */
  static final class Builder {

    private byte[] keys = new byte[256];
    private int[] keyEnds = new int[16];
    private long[] offsets = new long[16];
    private int[] sizes = new int[16];
    private int keysEnd;
    private int count;

    /** Adds a block with keys up to the one that stands in {@code bytes}. */
    void add(byte[] bytes, int keyAt, int keyLength, long offset, int size) {
      if (count == keyEnds.length) {
        keyEnds = Arrays.copyOf(keyEnds, 2 * count);
        offsets = Arrays.copyOf(offsets, 2 * count);
        sizes = Arrays.copyOf(sizes, 2 * count);
      }
      if (keys.length < keysEnd + keyLength) {
        keys = Arrays.copyOf(keys, 2 * (keysEnd + keyLength));
      }
      System.arraycopy(bytes, keyAt, keys, keysEnd, keyLength);
      keysEnd += keyLength;
      keyEnds[count] = keysEnd;
      offsets[count] = offset;
      sizes[count++] = size;
    }

    TableIndex build() {
      return new TableIndex(
          Arrays.copyOf(keys, keysEnd),
          Arrays.copyOf(keyEnds, count),
          Arrays.copyOf(offsets, count),
          Arrays.copyOf(sizes, count));
    }
  }

  /** The number of blocks. */
  int blocks() {
    return keyEnds.length;
  }

  /** The first block that may have a key, or a greater one; {@link #blocks} if none has. */
  int find(byte[] key, int length) {
    int low = 0;
    int high = keyEnds.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int from = middle == 0 ? 0 : keyEnds[middle - 1];
      if (Arrays.compareUnsigned(keys, from, keyEnds[middle], key, 0, length) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Where a block begins in the file. */
  long offset(int block) {
    return offsets[block];
  }

  /** The bytes of a block, without what stands behind it. */
  int size(int block) {
    return sizes[block];
  }

  /** Where what belongs to a block ends in the file. */
  long end(int block) {
    return offsets[block] + sizes[block] + BlockReader.TRAILER_BYTES;
  }

  /** About how many bytes of memory this takes. */
  int weight() {
    return 120 + keys.length + (Integer.BYTES + Long.BYTES + Integer.BYTES) * keyEnds.length;
  }
}
