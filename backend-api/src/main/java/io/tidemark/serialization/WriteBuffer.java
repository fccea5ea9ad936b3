package io.tidemark.serialization;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A growing array of bytes with a position: where serializers write. Multi-byte numbers are
 * big-endian. Belongs to one thread at a time; {@link #clear} makes it ready for reuse without
 * giving its array back.
 */
public final class WriteBuffer {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** The largest array that every JVM can make. */
  private static final int MAX_CAPACITY = Integer.MAX_VALUE - 8;

  private byte[] bytes;
  private int position;

  public WriteBuffer(int initialCapacity) {
    bytes = new byte[Math.max(16, initialCapacity)];
  }

  /** The array written so far is {@code [0, position())}; valid until the next write. */
  public byte[] array() {
    return bytes;
  }

  public int position() {
    return position;
  }

  /**
   * Moves the position back to an earlier one, or forward over bytes that were {@linkplain #reserve
   * reserved}.
   */
  public void position(int newPosition) {
    if (newPosition < 0 || newPosition > bytes.length) {
      throw new IndexOutOfBoundsException(
          "Position " + newPosition + " outside of [0, " + bytes.length + "]");
    }
    position = newPosition;
  }

  public void clear() {
    position = 0;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, position);
  }

  /** Makes room for {@code count} more bytes without moving the position. */
  public void reserve(int count) {
    if (bytes.length - position < count) {
      grow(count);
    }
  }

  public void writeByte(int value) {
    reserve(1);
    bytes[position++] = (byte) value;
  }

  public void writeBoolean(boolean value) {
    writeByte(value ? 1 : 0);
  }

  public void writeShort(int value) {
    reserve(2);
    SHORT.set(bytes, position, (short) value);
    position += 2;
  }

  public void writeInt(int value) {
    reserve(4);
    INT.set(bytes, position, value);
    position += 4;
  }

  public void writeLong(long value) {
    reserve(8);
    LONG.set(bytes, position, value);
    position += 8;
  }

  public void writeDouble(double value) {
    writeLong(Double.doubleToRawLongBits(value));
  }

  public void writeFloat(float value) {
    writeInt(Float.floatToRawIntBits(value));
  }

  /** One to five bytes, seven bits each, lowest first; small non-negative numbers are short. */
  public void writeVarInt(int value) {
    reserve(5);
    byte[] target = bytes;
    int at = position;
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      target[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    target[at++] = (byte) rest;
    position = at;
  }

  /** One to ten bytes, seven bits each, lowest first; small non-negative numbers are short. */
  public void writeVarLong(long value) {
    reserve(10);
    byte[] target = bytes;
    int at = position;
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      target[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    target[at++] = (byte) rest;
    position = at;
  }

  /** One to ten bytes; numbers near zero are short, whatever their sign. */
  public void writeSignedVarLong(long value) {
    writeVarLong((value << 1) ^ (value >> 63));
  }

  public void writeBytes(byte[] source) {
    writeBytes(source, 0, source.length);
  }

  public void writeBytes(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, bytes, position, length);
    position += length;
  }

  /**
   * Begins a part whose length is written before it. Returns a mark for {@link #endLengthPrefixed};
   * parts may be nested but not interleaved.
   */
  public int beginLengthPrefixed() {
    writeByte(0);
    return position;
  }

  /**
   * Ends the part that began at {@code mark}: its length stands before it as a {@linkplain
   * #writeVarInt variable-length number}. Parts of 128 bytes and more are moved to make room, so
   * the short ones pay nothing.
   */
  public void endLengthPrefixed(int mark) {
    int length = position - mark;
    if (length < 0x80) {
      bytes[mark - 1] = (byte) length;
      return;
    }
    int extra = varIntLength(length) - 1;
    reserve(extra);
    System.arraycopy(bytes, mark, bytes, mark + extra, length);
    int end = position + extra;
    position = mark - 1;
    writeVarInt(length);
    position = end;
  }

  /** How many bytes {@link #writeVarInt} takes for {@code value}. */
  public static int varIntLength(int value) {
    return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
  }

  private void grow(int count) {
    long needed = (long) position + count;
    if (needed > MAX_CAPACITY) {
      throw new IllegalStateException(
          "A buffer cannot hold " + needed + " bytes; the limit is " + MAX_CAPACITY + " (2 GiB)");
    }
    long doubled = Math.min(MAX_CAPACITY, 2L * bytes.length);
    bytes = Arrays.copyOf(bytes, (int) Math.max(needed, doubled));
  }
}
