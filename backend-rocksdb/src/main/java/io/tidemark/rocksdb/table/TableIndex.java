package io.tidemark.rocksdb.table;

import java.util.Arrays;

/** Where the blocks of a file are, and up to which key each of them has entries. */
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

  /**
   * Reads an index block. Where a key stands whole, it has a block's offset and size; elsewhere
   * only how the size differs from that of the block before, which ends where this one begins.
   *
   * @param suffix how many bytes follow the user's key in each key
   */
  static TableIndex read(byte[] bytes, int suffix) throws NotReadableException {
    EntryBlock block = new EntryBlock(bytes);
    byte[] keys = new byte[block.end];
    int[] keyEnds = new int[16];
    long[] offsets = new long[16];
    int[] sizes = new int[16];
    byte[] key = {};
    int keysEnd = 0;
    int count = 0;
    int place = 0;
    NumberReader in = new NumberReader(bytes, 0);
    while (in.position() < block.end) {
      boolean whole = place < block.places && in.position() == block.place(place);
      int shared = in.varint();
      int more = in.varint();
      int length = shared + more - suffix;
      if (length < 0 || whole && shared > 0 || !whole && count == 0) {
        throw new NotReadableException("An index with keys of another form");
      }
      key = Arrays.copyOf(key, Math.max(key.length, shared + more));
      System.arraycopy(bytes, in.position(), key, shared, more);
      in.skip(more);
      if (count == keyEnds.length) {
        keyEnds = Arrays.copyOf(keyEnds, 2 * count);
        offsets = Arrays.copyOf(offsets, 2 * count);
        sizes = Arrays.copyOf(sizes, 2 * count);
      }
      if (whole) {
        place++;
        offsets[count] = in.varlong();
        sizes[count] = in.varint();
      } else {
        long zigzag = in.varlong();
        offsets[count] = offsets[count - 1] + sizes[count - 1] + BlockReader.TRAILER_BYTES;
        sizes[count] = sizes[count - 1] + (int) (zigzag >>> 1 ^ -(zigzag & 1));
      }
      if (keys.length < keysEnd + length) {
        keys = Arrays.copyOf(keys, 2 * (keysEnd + length));
      }
      System.arraycopy(key, 0, keys, keysEnd, length);
      keysEnd += length;
      keyEnds[count++] = keysEnd;
    }
    return new TableIndex(
        Arrays.copyOf(keys, keysEnd),
        Arrays.copyOf(keyEnds, count),
        Arrays.copyOf(offsets, count),
        Arrays.copyOf(sizes, count));
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

  long offset(int block) {
    return offsets[block];
  }

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
