package io.tidemark.rocksdb;

/**
 * What the store holds under one key of the database, as a live object. Its key is everybody's, all
 * else belongs to the store's thread; what it held when a generation was frozen is for that {@link
 * Generation} to tell.
 */
final class Entry extends Content {

  final byte[] key;
  final Column column;

  /** The last generation that changed it; 0 where none did. */
  long generation;

  /** Its slot in that generation. */
  int slot;

  /** Whether that generation keeps the content itself: then it may be changed in place. */
  boolean kept;

  /** Whether it can be found in that generation by what its key begins with. */
  boolean indexed;

  /** What it adds to the cache's bytes; 0 as long as it was never in its table. */
  int weight;

  /** Whether it was used since the cache last looked for something to evict. */
  boolean used;

  Entry(byte[] key, Column column) {
    this.key = key;
    this.column = column;
  }
}
