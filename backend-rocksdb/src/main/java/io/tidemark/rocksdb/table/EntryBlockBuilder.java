package io.tidemark.rocksdb.table;

import io.tidemark.serialization.WriteBuffer;
import java.util.Arrays;

/** Builds what {@link EntryBlock} reads. Belongs to one thread. */
final class EntryBlockBuilder {

  private final WriteBuffer bytes;
  private int[] places = new int[16];
  private int count;

  EntryBlockBuilder(int initialBytes) {
    bytes = new WriteBuffer(initialBytes);
  }

  /** Where an entry is to be written. */
  WriteBuffer bytes() {
    return bytes;
  }

  /** Notes that the key of the entry that follows stands whole. */
  void place() {
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count);
    }
    places[count++] = bytes.position();
  }

  /** Ends the block, which then has everything, and returns it. */
  WriteBuffer end() {
    for (int i = 0; i < count; i++) {
      bytes.writeInt(Integer.reverseBytes(places[i]));
    }
    bytes.writeInt(Integer.reverseBytes(count));
    return bytes;
  }

  void clear() {
    bytes.clear();
    count = 0;
  }
}
