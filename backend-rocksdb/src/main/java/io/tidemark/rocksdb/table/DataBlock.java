package io.tidemark.rocksdb.table;

import io.tidemark.rocksdb.table.Lookup.Answer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Entries of the database, of which those of the same key have the newest first. Behind the user's
 * key, each has a number that says how new it is and what it does.
 */
final class DataBlock extends EntryBlock {

  /** The bytes behind the user's key, of which the first says what the entry does. */
  static final int NUMBER_BYTES = 8;

  static final byte DELETION = 0;
  static final byte VALUE = 1;
  static final byte APPEND = 2;

  DataBlock(byte[] bytes) throws NotReadableException {
    super(bytes);
  }

  /** About how many bytes of memory this takes. */
  int weight() {
    return bytes.length + 56;
  }

  /** Looks for the newest entry of a key; null if all keys of the block are smaller. */
  @Nullable Answer find(Lookup lookup) throws NotReadableException {
    byte[] key = lookup.key;
    int keyLength = lookup.length;
    int position = placeBefore(key, keyLength);
    // Of the entry before, which is smaller: its length, and how many bytes it begins like the key.
    int lengthBefore = 0;
    int same = 0;
    while (position < end) {
      int shared = bytes[position++];
      int more = bytes[position++];
      int valueLength = bytes[position++];
      if ((shared | more | valueLength) < 0) {
        NumberReader in = new NumberReader(bytes, position - 3);
        shared = in.varint();
        more = in.varint();
        valueLength = in.varint();
        position = in.position();
      }
      int length = shared + more - NUMBER_BYTES;
      int known = Math.min(shared, Math.min(lengthBefore, length));
      lengthBefore = length;
      // An entry that begins like the one before for longer than that is like the key differs from
      // the key where that does, and so is smaller, too.
      if (known <= same) {
        if (known < shared && known < length) {
          // What follows stands in the number of the entry before.
          return Answer.UNKNOWN;
        }
        int mismatch =
            Arrays.mismatch(key, known, keyLength, bytes, position, position + length - known);
        if (mismatch < 0) {
          return shared > length ? Answer.UNKNOWN : answer(lookup, position + more, valueLength);
        }
        same = known + mismatch;
        if (same == keyLength
            || same < length && (bytes[position + mismatch] & 0xff) > (key[same] & 0xff)) {
          return Answer.ABSENT;
        }
      }
      position += more + valueLength;
    }
    return null;
  }

  private Answer answer(Lookup lookup, int valueAt, int valueLength) {
    if (valueAt > end - valueLength) {
      return Answer.UNKNOWN;
    }
    return switch (bytes[valueAt - NUMBER_BYTES]) {
      case VALUE -> {
        lookup.source = bytes;
        lookup.offset = valueAt;
        lookup.size = valueLength;
        yield Answer.FOUND;
      }
      case DELETION -> Answer.DELETED;
      default -> Answer.UNKNOWN;
    };
  }

  /** The last place with a key that is smaller, or the first of all. */
  private int placeBefore(byte[] key, int length) throws NotReadableException {
    int low = 0;
    int high = places - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      int at = place(middle);
      int whole = bytes[at + 1];
      int keyAt = at + 3;
      if (whole < 0 || bytes[at + 2] < 0) {
        NumberReader in = new NumberReader(bytes, at + 1);
        whole = in.varint();
        in.varint();
        keyAt = in.position();
      }
      int keyEnd = keyAt + whole - NUMBER_BYTES;
      if (Arrays.compareUnsigned(bytes, keyAt, keyEnd, key, 0, length) < 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return place(low);
  }
}
