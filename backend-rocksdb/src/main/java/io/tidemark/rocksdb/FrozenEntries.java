package io.tidemark.rocksdb;

import io.tidemark.serialization.WriteBuffer;
import java.util.Arrays;

/**
 * Some entries of a frozen generation, in the order of their keys and as they were when it was
 * frozen, whatever the store's thread makes of them meanwhile. Belongs to one thread.
 *
 * <p>Entries that follow each other lie anywhere in memory. So several are read at once: what they
 * have comes from memory together then, not one after the other.
 */
final class FrozenEntries {

  private static final int AT_ONCE = 32;

  private final Generation generation;
  private final Entry[] entries;
  private final int[] slots;
  private final int from;
  private final int to;
  private final Entry[] read = new Entry[AT_ONCE];
  private final Content[] contents = new Content[AT_ONCE];
  private int readFrom;
  private int readTo;

  @SuppressWarnings("UnusedVariable") // What nobody used would not be looked at.
  private int seen;

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
    Arrays.setAll(contents, i -> new Content());
  }

  /** The generation's number. */
  long generation() {
    return generation.number;
  }

  int size() {
    return to - from;
  }

  byte[] key(int index) {
    return read[place(index)].key;
  }

  /** Appends the bytes of what the generation changed of an entry, and says what they do. */
  Column.Change write(int index, WriteBuffer out) {
    int place = place(index);
    return read[place].column.write(contents[place], out);
  }

  private int place(int index) {
    if (index < readFrom || index >= readTo) {
      readFrom(index);
    }
    return index - readFrom;
  }

  private void readFrom(int index) {
    int count = Math.min(AT_ONCE, size() - index);
    for (int i = 0; i < count; i++) {
      int slot = slots[from + index + i];
      read[i] = entries[slot];
      generation.read(slot, contents[i]);
    }
    for (int i = 0; i < count; i++) {
      seen += read[i].key.length;
      if (contents[i].value instanceof byte[] bytes && bytes.length > 0) {
        seen += bytes[bytes.length - 1];
      }
    }
    readFrom = index;
    readTo = index + count;
  }
}
