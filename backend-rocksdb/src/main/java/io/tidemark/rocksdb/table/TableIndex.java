package io.tidemark.rocksdb.table;

import java.util.Arrays;

/**
 * Where the blocks of a file are, or of a part of it, and up to which key each of them has entries.
 * How all keys begin is held once: most of a large state's indexes is that.
 */
final class TableIndex {

  /** Of the objects, beside what is in their arrays. */
  private static final int OBJECT_BYTES = 140;

  private final byte[] prefix;

  /** What follows the prefix in each key. */
  private final byte[] keys;

  private final int[] keyEnds;
  private final long firstOffset;

  /** Where each block begins, from where the first does. */
  private final int[] offsets;

  private final int[] sizes;

  private TableIndex(
      byte[] prefix, byte[] keys, int[] keyEnds, long firstOffset, int[] offsets, int[] sizes) {
    this.prefix = prefix;
    this.keys = keys;
    this.keyEnds = keyEnds;
    this.firstOffset = firstOffset;
    this.offsets = offsets;
    this.sizes = sizes;
  }

  /** Collects what an index says. */
  static final class Builder {

    private byte[] keys = new byte[256];
    private int[] keyEnds = new int[16];
    private int[] offsets = new int[16];
    private int[] sizes = new int[16];
    private long firstOffset;
    private int prefixLength;
    private int keysEnd;
    private int count;

    /**
     * Adds a block with keys up to the one that stands in {@code bytes}.
     *
     * @throws NotReadableException if it is too far from the first one
     */
    void add(byte[] bytes, int keyAt, int keyLength, long offset, int size)
        throws NotReadableException {
      if (count == 0) {
        firstOffset = offset;
        prefixLength = keyLength;
      }
      int fromFirst = (int) (offset - firstOffset);
      if (firstOffset + fromFirst != offset) {
        throw new NotReadableException("Blocks that are far from each other");
      }
      if (count == keyEnds.length) {
        keyEnds = Arrays.copyOf(keyEnds, 2 * count);
        offsets = Arrays.copyOf(offsets, 2 * count);
        sizes = Arrays.copyOf(sizes, 2 * count);
      }
      if (keys.length < keysEnd + keyLength) {
        keys = Arrays.copyOf(keys, 2 * (keysEnd + keyLength));
      }
      System.arraycopy(bytes, keyAt, keys, keysEnd, keyLength);
      prefixLength = sharedWithFirst(bytes, keyAt, keyLength);
      keysEnd += keyLength;
      keyEnds[count] = keysEnd;
      offsets[count] = fromFirst;
      sizes[count++] = size;
    }

    /** How much of what all keys so far begin with a key begins with. */
    private int sharedWithFirst(byte[] bytes, int keyAt, int keyLength) {
      int most = Math.min(prefixLength, keyLength);
      int mismatch = Arrays.mismatch(keys, 0, most, bytes, keyAt, keyAt + most);
      return mismatch < 0 ? most : mismatch;
    }

    TableIndex build() {
      byte[] prefix = Arrays.copyOf(keys, prefixLength);
      byte[] rests = new byte[keysEnd - count * prefixLength];
      int[] ends = new int[count];
      int begin = 0;
      int end = 0;
      for (int i = 0; i < count; i++) {
        int length = keyEnds[i] - begin - prefixLength;
        System.arraycopy(keys, begin + prefixLength, rests, end, length);
        begin = keyEnds[i];
        end += length;
        ends[i] = end;
      }
      return new TableIndex(
          prefix,
          rests,
          ends,
          firstOffset,
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
    int begin = Math.min(prefix.length, length);
    int order = Arrays.compareUnsigned(prefix, 0, prefix.length, key, 0, begin);
    if (order != 0) {
      return order < 0 ? high : 0;
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      int from = middle == 0 ? 0 : keyEnds[middle - 1];
      if (Arrays.compareUnsigned(keys, from, keyEnds[middle], key, begin, length) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Where a block begins in the file. */
  long offset(int block) {
    return firstOffset + offsets[block];
  }

  /** The bytes of a block, without what stands behind it. */
  int size(int block) {
    return sizes[block];
  }

  /** Where what belongs to a block ends in the file. */
  long end(int block) {
    return offset(block) + sizes[block] + BlockReader.TRAILER_BYTES;
  }

  /** About how many bytes of memory this takes. */
  int weight() {
    return OBJECT_BYTES + prefix.length + keys.length + 3 * Integer.BYTES * keyEnds.length;
  }
}
