package io.tidemark.rocksdb.table;

/**
 * A block of entries in the order of their keys. Of a key only that end is there by which it
 * differs from the one before, except at some places, which are listed at the block's end: there it
 * stands whole.
 */
class EntryBlock {

  /** The bits above tell of hashes, and of other forms that are not read here. */
  private static final int MOST_PLACES = (1 << 28) - 1;

  /** Tells only that keys are spread evenly. */
  private static final int UNIFORM = 1 << 29;

  final byte[] bytes;

  /** Where the entries end. */
  final int end;

  /** How many places there are at which keys stand whole. */
  final int places;

  EntryBlock(byte[] bytes) throws NotReadableException {
    this.bytes = bytes;
    int at = bytes.length - Integer.BYTES;
    places = at < 0 ? 0 : NumberReader.intAt(bytes, at) & ~UNIFORM;
    if (places < 1 || places > MOST_PLACES || places > at / Integer.BYTES) {
      throw new NotReadableException("A block of another form");
    }
    end = at - places * Integer.BYTES;
  }

  /** Where an entry begins whose key stands whole. */
  final int place(int number) {
    return NumberReader.intAt(bytes, end + number * Integer.BYTES);
  }
}
