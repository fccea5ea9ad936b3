package io.tidemark.rocksdb;

import org.jspecify.annotations.Nullable;

/**
 * What the store holds under one key of the database, as a live object. Its fields belong to the
 * store's thread, until the generation that it is part of is frozen: from then on, and until that
 * generation is written, nobody changes it.
 */
final class Entry {

  final byte[] key;
  final int hash;
  final Column column;

  /** The value as the column keeps it; null where it is absent or lies in {@link #bits}. */
  @Nullable Object value;

  /** A value of 64 bits, or the stamp of an expiring one: the column knows. */
  long bits;

  /** The last generation that changed it; 0 where none did. */
  long generation;

  /** The generation in which it can be found by what its key begins with. */
  long indexed;

  /** What it adds to the cache's bytes; 0 as long as it was never in its table. */
  int weight;

  boolean present;

  /** Whether the database has nothing under the key: then a removal need not be written. */
  boolean fresh;

  /** A private copy of an entry of a frozen generation: it may be changed in place. */
  boolean copied;

  /** Whether it was used since the cache last looked for something to evict. */
  boolean used;

  Entry(byte[] key, int hash, Column column) {
    this.key = key;
    this.hash = hash;
    this.column = column;
  }

  /** Another entry of the same key with the same content, in no generation. */
  Entry copy() {
    Entry copy = new Entry(key, hash, column);
    copy.value = value;
    copy.bits = bits;
    copy.present = present;
    copy.fresh = fresh;
    copy.weight = weight;
    return copy;
  }
}
