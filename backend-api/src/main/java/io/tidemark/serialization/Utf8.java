package io.tidemark.serialization;

import java.nio.charset.StandardCharsets;

/**
 * Strings as their length in bytes and UTF-8, in a form that loses nothing: a surrogate without its
 * partner, which a Java string may hold and proper UTF-8 may not, is written as the three bytes of
 * its number. Different strings hence have different bytes.
 *
 * <p>Short strings are written char by char straight into the buffer; for long ones the JDK's
 * vectorised encoder pays for its intermediate array. Reading always takes the JDK's decoder, which
 * replaces what is not proper UTF-8 by U+FFFD: only a string with that char in it is decoded again,
 * by the strict loop below. On a string of Latin-1 that look-up ends at once.
 */
final class Utf8 {

  /** Beyond this length the JDK's encoder is faster than the loop. */
  private static final int SHORT = 48;

  private static final char REPLACEMENT = '\ufffd';

  private Utf8() {}

  static void write(String value, WriteBuffer out) {
    int length = value.length();
    if (length > SHORT) {
      writeVectorised(value, out);
      return;
    }
    out.reserve(1 + length);
    byte[] bytes = out.array();
    int mark = out.position() + 1;
    int at = mark;
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        out.position(mark);
        writeRest(value, i, at, out);
        out.endLengthPrefixed(mark);
        return;
      }
      bytes[at++] = (byte) c;
    }
    bytes[mark - 1] = (byte) length;
    out.position(at);
  }

  private static void writeVectorised(String value, WriteBuffer out) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    if (utf8.length == value.length() && isAscii(value, utf8)) {
      out.writeVarInt(utf8.length);
      out.writeBytes(utf8);
      return;
    }
    int mark = out.beginLengthPrefixed();
    writeRest(value, 0, mark, out);
    out.endLengthPrefixed(mark);
  }

  /**
   * Whether the question marks are those of the string and none stands for a surrogate without its
   * partner.
   */
  private static boolean isAscii(String value, byte[] utf8) {
    for (int i = 0; i < utf8.length; i++) {
      if (utf8[i] == '?' && value.charAt(i) != '?') {
        return false;
      }
    }
    return true;
  }

  /**
   * Writes the chars from {@code from} at index {@code at} of the buffer and leaves its position
   * behind them.
   */
  private static void writeRest(String value, int from, int at, WriteBuffer out) {
    int length = value.length();
    out.position(at);
    for (int i = from; i < length; i++) {
      char c = value.charAt(i);
      if (c < 0x80) {
        out.writeByte(c);
      } else if (c < 0x800) {
        out.writeByte(0xc0 | (c >> 6));
        continuation(c, out);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        int point = Character.toCodePoint(c, value.charAt(++i));
        out.writeByte(0xf0 | (point >> 18));
        continuation(point >> 12, out);
        continuation(point >> 6, out);
        continuation(point, out);
      } else {
        out.writeByte(0xe0 | (c >> 12));
        continuation(c >> 6, out);
        continuation(c, out);
      }
    }
  }

  private static void continuation(int bits, WriteBuffer out) {
    out.writeByte(0x80 | (bits & 0x3f));
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
