package io.tidemark.rocksdb.table;

/** A key that is looked for, and the value that was found: used again for each. */
final class Lookup {

  /** What became of a search. */
  enum Answer {
    /** The value is what {@link Lookup} says. */
    FOUND,
    /** The newest entry of the key deletes it. */
    DELETED,
    /** There is no entry of the key. */
    ABSENT,
    /** RocksDB is to be asked. */
    UNKNOWN
  }

  private static final byte[] NOTHING = {};

  byte[] key = NOTHING;
  int length;
  long hash;

  byte[] source = NOTHING;
  int offset;
  int size;

  /** Holds nothing any more. */
  void forget() {
    key = NOTHING;
    source = NOTHING;
  }

  void begin(byte[] newKey, int newLength) {
    key = newKey;
    length = newLength;
    hash = KeyHash.of(newKey, newLength);
  }
}
