package io.tidemark.serialization;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A window on an array of bytes with a position: where serializers read. Every read checks the
 * window's end and throws {@link MalformedBytesException} beyond it. The array is not copied;
 * whoever wraps it must leave it alone while the buffer is in use. Belongs to one thread at a time
 * and can be pointed at other arrays for reuse.
 */
public final class ReadBuffer {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final byte[] NOTHING = new byte[0];

  private byte[] bytes = NOTHING;
  private int position;
  private int limit;

  /** An empty buffer, to be pointed somewhere with {@link #wrap}. */
  public ReadBuffer() {}

  public ReadBuffer(byte[] bytes) {
    wrap(bytes, 0, bytes.length);
  }

  public ReadBuffer(byte[] bytes, int offset, int length) {
    wrap(bytes, offset, length);
  }

  /** Points this buffer at {@code length} bytes of {@code source} from {@code offset}. */
  public void wrap(byte[] source, int offset, int length) {
    if ((offset | length) < 0 || offset > source.length - length) {
      throw new IndexOutOfBoundsException(
          "Window " + offset + " + " + length + " outside of an array of " + source.length);
    }
    bytes = source;
    position = offset;
    limit = offset + length;
  }

  /**
   * The wrapped array: what can be read stands in {@code [position(), limit())}. It is not to be
   * changed or kept, as others may read it, too.
   */
  public byte[] array() {
    return bytes;
  }

  /** The position as an index into {@link #array}. */
  public int position() {
    return position;
  }

  public void position(int newPosition) {
    if (newPosition < 0 || newPosition > limit) {
      throw new MalformedBytesException("Position " + newPosition + " beyond the end at " + limit);
    }
    position = newPosition;
  }

  public int limit() {
    return limit;
  }

  /** Moves the end of the window, at most to the end of the array. */
  public void limit(int newLimit) {
    if (newLimit < position || newLimit > bytes.length) {
      throw new IndexOutOfBoundsException(
          "Limit " + newLimit + " outside of [" + position + ", " + bytes.length + "]");
    }
    limit = newLimit;
  }

  public int remaining() {
    return limit - position;
  }

  public boolean hasRemaining() {
    return position < limit;
  }

  public void skip(int count) {
    require(count);
    position += count;
  }

  public byte readByte() {
    require(1);
    return bytes[position++];
  }

  public int readUnsignedByte() {
    return readByte() & 0xff;
  }

  /** Zero is false and one is true; anything else is malformed. */
  public boolean readBoolean() {
    byte value = readByte();
    if ((value & ~1) != 0) {
      throw new MalformedBytesException("A boolean is 0 or 1, found " + value);
    }
    return value == 1;
  }

  public short readShort() {
    require(2);
    short value = (short) SHORT.get(bytes, position);
    position += 2;
    return value;
  }

  public int readInt() {
    require(4);
    int value = (int) INT.get(bytes, position);
    position += 4;
    return value;
  }

  public long readLong() {
    require(8);
    long value = (long) LONG.get(bytes, position);
    position += 8;
    return value;
  }

  public double readDouble() {
    return Double.longBitsToDouble(readLong());
  }

  public float readFloat() {
    return Float.intBitsToFloat(readInt());
  }

  /** Reads what {@link WriteBuffer#writeVarInt} wrote. */
  public int readVarInt() {
    byte first = readByte();
    if (first >= 0) {
      return first;
    }
    int value = first & 0x7f;
    for (int shift = 7; shift < 35; shift += 7) {
      byte next = readByte();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        if (shift == 28 && (next & 0x70) != 0) {
          break;
        }
        return value;
      }
    }
    throw new MalformedBytesException("A variable-length int does not end within its five bytes");
  }

  /** Reads what {@link WriteBuffer#writeVarLong} wrote. */
  public long readVarLong() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      byte next = readByte();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        if (shift == 63 && next > 1) {
          break;
        }
        return value;
      }
    }
    throw new MalformedBytesException("A variable-length long does not end within its ten bytes");
  }

  /** Reads what {@link WriteBuffer#writeSignedVarLong} wrote. */
  public long readSignedVarLong() {
    long folded = readVarLong();
    return (folded >>> 1) ^ -(folded & 1);
  }

  /**
   * Reads a variable-length number that announces so many things of at least {@code bytesEach}
   * bytes, and refuses one that the remaining bytes cannot hold: no allocation follows a damaged
   * length.
   */
  public int readLength(int bytesEach) {
    int length = readVarInt();
    if (length < 0 || (long) length * bytesEach > remaining()) {
      throw new MalformedBytesException(
          "A length of "
              + Integer.toUnsignedString(length)
              + " does not fit into the "
              + remaining()
              + " bytes left");
    }
    return length;
  }

  /** A copy of the next {@code length} bytes. */
  public byte[] readBytes(int length) {
    require(length);
    byte[] copy = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return copy;
  }

  private void require(int count) {
    if (count < 0 || count > limit - position) {
      throw new MalformedBytesException(
          "Needed " + count + " bytes, found " + (limit - position) + " before the end");
    }
  }
}
