package io.tidemark.rocksdb.table;

import io.tidemark.serialization.WriteBuffer;
import java.util.Arrays;

/** Builds the filter of a file, which {@link KeyFilter} reads. Belongs to one thread. */
final class FilterBuilder {

  private final int bitsPerKey;
  private long[] hashes = new long[1 << 8];
  private int count;

  FilterBuilder(int bitsPerKey) {
    this.bitsPerKey = bitsPerKey;
  }

  /** Adds a key. */
  void add(byte[] key, int length) {
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * count);
    }
    hashes[count++] = KeyHash.of(key, length);
  }

  /** Makes the filter's block. */
  WriteBuffer build() {
    KeyFilter filter = KeyFilter.forKeys(count, bitsPerKey);
    WriteBuffer block = new WriteBuffer(filter.blockBytes());
    for (int i = 0; i < count; i++) {
      filter.add(hashes[i], block.array());
    }
    block.position(filter.lines() * KeyFilter.LINE_BYTES);
    filter.describe(block);
    return block;
  }
}
