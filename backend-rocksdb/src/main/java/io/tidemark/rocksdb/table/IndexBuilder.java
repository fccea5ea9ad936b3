package io.tidemark.rocksdb.table;

import io.tidemark.serialization.WriteBuffer;
import java.util.Arrays;

/**
 * Builds what {@link IndexBlock} reads: for each block of a file a key that none of its keys is
 * greater than, and all of the next block's are. Belongs to one thread.
 */
final class IndexBuilder {

  private final EntryBlockBuilder block = new EntryBlockBuilder(8 << 10);
  private byte[] border = new byte[64];

  /**
   * Adds a block that ends with the key {@code last}, where {@code next} is the next one's first.
   */
  void add(BlockAppender.Place place, byte[] last, int lastLength, byte[] next, int nextLength) {
    int same = Arrays.mismatch(last, 0, lastLength, next, 0, nextLength);
    for (int at = same; at < lastLength; at++) {
      int raised = (last[at] & 0xff) + 1;
      boolean below = at > same || raised < (next[at] & 0xff);
      if (raised <= 0xff && below) {
        border = border.length > at ? border : new byte[2 * at];
        System.arraycopy(last, 0, border, 0, at);
        border[at] = (byte) raised;
        add(place, border, at + 1);
        return;
      }
    }
    add(place, last, lastLength);
  }

  /** Adds a block that has no key greater than {@code border}. */
  void add(BlockAppender.Place place, byte[] border, int length) {
    block.place();
    WriteBuffer out = block.bytes();
    out.writeVarInt(0);
    out.writeVarInt(length);
    out.writeBytes(border, 0, length);
    place.writeTo(out);
  }

  /** Ends the index, which then has everything, and returns it. */
  WriteBuffer end() {
    return block.end();
  }
}
