package io.tidemark.serialization;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Strings as their length in bytes and UTF-8, in a form that loses nothing: a surrogate without its
 * partner, which a Java string may hold and proper UTF-8 may not, is written as the three bytes of
 * its number. Different strings hence have different bytes.
 *
 * <p>Short strings are written char by char straight into the buffer; for long ones the JDK's
 * vectorised encoder pays for its intermediate array. It replaces a surrogate without partner by a
 * question mark, so a result that has none is right; any other is encoded again by the loop here.
 *
 * <p>Reading always takes the JDK's decoder, which replaces what is not proper UTF-8 by U+FFFD:
 * only a string with that char in it is decoded again, by the strict loop below. On a string of
 * Latin-1 that look-up ends at once.
 */
final class Utf8 {

  /** Beyond this length the JDK's encoder is faster than the loop. */
  private static final int SHORT = 24;

  /** So many chars are encoded between two looks at the room in the buffer. */
  private static final int CHUNK = 256;

  private static final char REPLACEMENT = '\ufffd';

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final long LOWEST_BITS = 0x0101_0101_0101_0101L;
  private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;
  private static final long QUESTION_MARKS = '?' * LOWEST_BITS;

  private Utf8() {}

  static void write(String value, WriteBuffer out) {
    int length = value.length();
    if (length > SHORT) {
      writeLong(value, out);
      return;
    }
    out.reserve(1 + 3 * length);
    byte[] bytes = out.array();
    int mark = out.position() + 1;
    int at = mark;
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        out.position(encode(value, i, length, bytes, at));
        out.endLengthPrefixed(mark);
        return;
      }
      bytes[at++] = (byte) c;
    }
    bytes[mark - 1] = (byte) length;
    out.position(at);
  }

  private static void writeLong(String value, WriteBuffer out) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    if (!hasQuestionMark(utf8)) {
      out.writeVarInt(utf8.length);
      out.writeBytes(utf8);
      return;
    }
    int mark = out.beginLengthPrefixed();
    int length = value.length();
    int from = 0;
    while (from < length) {
      int to = from + Math.min(CHUNK, length - from);
      if (to < length && Character.isHighSurrogate(value.charAt(to - 1))) {
        to++;
      }
      out.reserve(3 * (to - from));
      out.position(encode(value, from, to, out.array(), out.position()));
      from = to;
    }
    out.endLengthPrefixed(mark);
  }

  /**
   * Eight bytes at a time: those that equal the mark become zero, which borrows when one is taken.
   */
  private static boolean hasQuestionMark(byte[] utf8) {
    int i = 0;
    for (; i <= utf8.length - Long.BYTES; i += Long.BYTES) {
      long different = (long) LONG.get(utf8, i) ^ QUESTION_MARKS;
      if (((different - LOWEST_BITS) & ~different & HIGHEST_BITS) != 0) {
        return true;
      }
    }
    for (; i < utf8.length; i++) {
      if (utf8[i] == '?') {
        return true;
      }
    }
    return false;
  }

  /** Encodes the chars from {@code from} to {@code to} and returns the index behind their bytes. */
  private static int encode(String value, int from, int to, byte[] bytes, int start) {
    int at = start;
    for (int i = from; i < to; i++) {
      char c = value.charAt(i);
      if (c < 0x80) {
        bytes[at++] = (byte) c;
      } else if (c < 0x800) {
        bytes[at++] = (byte) (0xc0 | (c >> 6));
        bytes[at++] = continuation(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < to
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        int point = Character.toCodePoint(c, value.charAt(++i));
        bytes[at++] = (byte) (0xf0 | (point >> 18));
        bytes[at++] = continuation(point >> 12);
        bytes[at++] = continuation(point >> 6);
        bytes[at++] = continuation(point);
      } else {
        bytes[at++] = (byte) (0xe0 | (c >> 12));
        bytes[at++] = continuation(c >> 6);
        bytes[at++] = continuation(c);
      }
    }
    return at;
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3f));
  }

  static String read(ReadBuffer in) {
    int length = in.readLength(1);
    int start = in.position();
    in.skip(length);
    String value = new String(in.array(), start, length, StandardCharsets.UTF_8);
    return value.indexOf(REPLACEMENT) < 0 ? value : readStrictly(in.array(), start, length);
  }

  private static String readStrictly(byte[] bytes, int start, int length) {
    StringBuilder value = new StringBuilder(length);
    int end = start + length;
    int at = start;
    while (at < end) {
      int first = bytes[at++];
      if (first >= 0) {
        value.append((char) first);
        continue;
      }
      int following = first >> 5 == -2 ? 1 : first >> 4 == -2 ? 2 : first >> 3 == -2 ? 3 : 0;
      if (following == 0 || following > end - at) {
        throw malformed(at - 1 - start);
      }
      int point = first & (0x3f >> following);
      for (int i = 0; i < following; i++) {
        int next = bytes[at++];
        if (next >> 6 != -2) {
          throw malformed(at - 1 - start);
        }
        point = (point << 6) | (next & 0x3f);
      }
      if (point < 0x80
          || (following == 2 && point < 0x800)
          || (following == 3 && (point < 0x10000 || point > 0x10ffff))) {
        throw malformed(at - 1 - start);
      }
      value.appendCodePoint(point);
    }
    return value.toString();
  }

  private static MalformedBytesException malformed(int at) {
    return new MalformedBytesException("A string is not UTF-8 at its byte " + at);
  }
}
