package io.tidemark.rocksdb;

import io.tidemark.serialization.WriteBuffer;

/**
 * Some entries of a frozen generation, in the order of their keys and as they were when it was
 * frozen, whatever the store's thread makes of them meanwhile. Belongs to one thread.
 */
final class FrozenEntries {

  private final Generation generation;
  private final Entry[] entries;
  private final int[] slots;
  private final int from;
  private final int to;
  private final Content content = new Content();

  /**
   * @param entries all entries of the generation, by their slots
   * @param slots slots in the order of their keys, from {@code from} to before {@code to}
   */
  FrozenEntries(Generation generation, Entry[] entries, int[] slots, int from, int to) {
    this.generation = generation;
    this.entries = entries;
    this.slots = slots;
    this.from = from;
    this.to = to;
  }

  /** The generation's number. */
  long generation() {
    return generation.number;
  }

  int size() {
    return to - from;
  }

  byte[] key(int index) {
    return entry(index).key;
  }

  /** Appends the bytes of what the generation changed of an entry, and says what they do. */
  Column.Change write(int index, WriteBuffer out) {
    generation.read(slots[from + index], content);
    return entry(index).column.write(content, out);
  }

  private Entry entry(int index) {
    return entries[slots[from + index]];
  }
}
