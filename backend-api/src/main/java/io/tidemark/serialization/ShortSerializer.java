package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.Scalar;
import java.util.Map;

/** Two bytes. */
final class ShortSerializer extends ScalarSerializer<Short> implements LongEncoded<Short> {

  static final ShortSerializer INSTANCE = new ShortSerializer();

  private ShortSerializer() {
    super(Scalar.SHORT, Map.of(Scalar.BYTE, in -> (short) in.readByte()));
  }

  @Override
  public void write(Short value, WriteBuffer out) {
    out.writeShort(value);
  }

  @Override
  public Short read(ReadBuffer in) {
    return in.readShort();
  }

  @Override
  public long toLong(Short value) {
    return value;
  }

  @Override
  public Short fromLong(long bits) {
    return (short) bits;
  }

  @Override
  public void writeLong(long bits, WriteBuffer out) {
    out.writeShort((int) bits);
  }

  @Override
  public long readLong(ReadBuffer in) {
    return in.readShort();
  }
}
