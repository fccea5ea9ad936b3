package io.tidemark.memory;

import io.tidemark.serialization.WriteBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The keys of a page that are texts, among its longs: the words of a {@link TextKey} each. The
 * first {@value #IN_ROW} follow the first long of a row, whose lower half says where the rest is,
 * if there is one: behind all rows. The longs of a page have in {@link Layout#TEXTS_END} where the
 * next rest goes.
 *
 * <p>A rest that was written never changes. That of an entry which is removed stays, until there is
 * no room for one more: then those that are left go into another array.
 */
final class TextArea {

  /** Texts of up to 23 bytes, and rows of half a line of memory. */
  static final int IN_ROW = 3;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private TextArea() {}

  /** How many words so many bytes take. */
  static int words(int length) {
    return (length + Long.BYTES - 1) / Long.BYTES;
  }

  /** How many of the words of a text are behind all rows. */
  static int rest(int words) {
    return Math.max(0, words - IN_ROW);
  }

  /** How many words the text has behind all rows whose row begins at {@code row}. */
  static int rest(long[] longs, int row) {
    return rest(words(length(longs, row)));
  }

  /** A word of the text whose row begins at {@code row}. */
  static long word(long[] longs, int row, int position) {
    return position < IN_ROW
        ? longs[row + 1 + position]
        : longs[(int) longs[row] + position - IN_ROW];
  }

  /** How many bytes a text has, of which the first say how many come behind them. */
  private static int length(long[] longs, int row) {
    long first = longs[row + 1];
    int length = 0;
    int bytes = 0;
    int next;
    do {
      next = (int) (first >>> bytes * Byte.SIZE) & 0xff;
      length |= (next & 0x7f) << bytes * 7;
      bytes++;
    } while (next >= 0x80);
    return bytes + length;
  }

  /** Appends the bytes of the text whose row begins at {@code row}. */
  static void write(long[] longs, int row, WriteBuffer out) {
    int length = length(longs, row);
    int words = words(length);
    int start = out.position();
    out.reserve(words * Long.BYTES);
    byte[] target = out.array();
    for (int i = 0; i < words; i++) {
      WORD.set(target, start + i * Long.BYTES, word(longs, row, i));
    }
    out.position(start + length);
  }

  /** Whether so many words have room behind all rows. */
  static boolean hasRoom(long[] longs, int words) {
    return longs.length - longs[Layout.TEXTS_END] >= words;
  }

  /** Puts a text into a row, for whose rest there is room. */
  static void add(long[] longs, int row, TextKey text) {
    int at = claim(longs, row, rest(text.words()));
    text.copyTo(longs, row + 1, at);
  }

  /** Adds the rest of the text that a row was copied with, for which there is room. */
  static void addRest(long[] longs, int row, long[] from) {
    int words = rest(longs, row);
    if (words > 0) {
      int fromAt = (int) longs[row];
      int at = claim(longs, row, words);
      System.arraycopy(from, fromAt, longs, at, words);
    }
  }

  private static int claim(long[] longs, int row, int words) {
    int at = (int) longs[Layout.TEXTS_END];
    longs[Layout.TEXTS_END] += words;
    longs[row] = longs[row] & Layout.UPPER_HALF | at;
    return at;
  }

  /** How many words the texts of all entries have behind all rows. */
  static int rest(Page page, Layout layout) {
    int words = 0;
    for (long rest = page.used(); rest != 0; rest &= rest - 1) {
      words += rest(page.longs, layout.row(Long.numberOfTrailingZeros(rest)));
    }
    return words;
  }

  /**
   * A copy of the page's longs with room for so many words, and for a quarter more than there are
   * then: whatever the lengths of texts, that much is spare at most.
   */
  static long[] withRoom(Page page, Layout layout, int words) {
    long[] longs = page.longs;
    int end = layout.row(page.slots());
    int needed = rest(page, layout) + words;
    long[] copy = new long[end + needed + needed / 4];
    System.arraycopy(longs, 0, copy, 0, end);
    copy[Layout.TEXTS_END] = end;
    for (long rest = page.used(); rest != 0; rest &= rest - 1) {
      addRest(copy, layout.row(Long.numberOfTrailingZeros(rest)), longs);
    }
    return copy;
  }
}
