package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.Scalar;

/** One byte. */
final class ByteSerializer extends ScalarSerializer<Byte> implements LongEncoded<Byte> {

  static final ByteSerializer INSTANCE = new ByteSerializer();

  private ByteSerializer() {
    super(Scalar.BYTE);
  }

  @Override
  public void write(Byte value, WriteBuffer out) {
    out.writeByte(value);
  }

  @Override
  public Byte read(ReadBuffer in) {
    return in.readByte();
  }

  @Override
  public long toLong(Byte value) {
    return value;
  }

  @Override
  public Byte fromLong(long bits) {
    return (byte) bits;
  }

  @Override
  public void writeLong(long bits, WriteBuffer out) {
    out.writeByte((int) bits);
  }

  @Override
  public long readLong(ReadBuffer in) {
    return in.readByte();
  }
}
