package io.tidemark.serialization.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A string with surrogates that lack their partner. Generators of UTF-8 refuse such a string; here
 * the surrogates are escaped, as JSON allows, so that every string of a snapshot can be shown.
 */
final class LosslessString implements SerializableString {

  private final String value;
  private final String escaped;

  private LosslessString(String value) {
    this.value = value;
    this.escaped = escape(value);
  }

  static void write(String value, JsonGenerator out) throws IOException {
    if (isProper(value)) {
      out.writeString(value);
    } else {
      out.writeString(new LosslessString(value));
    }
  }

  static void writeName(String name, JsonGenerator out) throws IOException {
    if (isProper(name)) {
      out.writeFieldName(name);
    } else {
      out.writeFieldName(new LosslessString(name));
    }
  }

  private static boolean isProper(String value) {
    int length = value.length();
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)
            || i + 1 == length
            || !Character.isLowSurrogate(value.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static String escape(String value) {
    StringBuilder text = new StringBuilder(value.length() + 16);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        text.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  @Override
  public String getValue() {
    return value;
  }

  @Override
  public int charLength() {
    return value.length();
  }

  @Override
  public char[] asQuotedChars() {
    return escaped.toCharArray();
  }

  @Override
  public byte[] asUnquotedUTF8() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] asQuotedUTF8() {
    return escaped.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public int appendQuotedUTF8(byte[] buffer, int offset) {
    return append(asQuotedUTF8(), buffer, offset);
  }

  @Override
  public int appendQuoted(char[] buffer, int offset) {
    return append(escaped, buffer, offset);
  }

  @Override
  public int appendUnquotedUTF8(byte[] buffer, int offset) {
    return append(asUnquotedUTF8(), buffer, offset);
  }

  @Override
  public int appendUnquoted(char[] buffer, int offset) {
    return append(value, buffer, offset);
  }

  @Override
  public int writeQuotedUTF8(OutputStream out) throws IOException {
    return write(asQuotedUTF8(), out);
  }

  @Override
  public int writeUnquotedUTF8(OutputStream out) throws IOException {
    return write(asUnquotedUTF8(), out);
  }

  @Override
  public int putQuotedUTF8(ByteBuffer buffer) {
    return put(asQuotedUTF8(), buffer);
  }

  @Override
  public int putUnquotedUTF8(ByteBuffer out) {
    return put(asUnquotedUTF8(), out);
  }

  private static int append(byte[] bytes, byte[] buffer, int offset) {
    if (offset + bytes.length > buffer.length) {
      return -1;
    }
    System.arraycopy(bytes, 0, buffer, offset, bytes.length);
    return bytes.length;
  }

  private static int append(String text, char[] buffer, int offset) {
    if (offset + text.length() > buffer.length) {
      return -1;
    }
    text.getChars(0, text.length(), buffer, offset);
    return text.length();
  }

  private static int write(byte[] bytes, OutputStream out) throws IOException {
    out.write(bytes);
    return bytes.length;
  }

  private static int put(byte[] bytes, ByteBuffer buffer) {
    if (bytes.length > buffer.remaining()) {
      return -1;
    }
    buffer.put(bytes);
    return bytes.length;
  }
}
