package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.Scalar;
import java.util.Map;

/**
 * The four bytes of {@link Float#floatToIntBits}, which knows one NaN only and tells the zeros
 * apart, as equality of the boxes does.
 */
final class FloatSerializer extends ScalarSerializer<Float> implements LongEncoded<Float> {

  static final FloatSerializer INSTANCE = new FloatSerializer();

  private FloatSerializer() {
    super(
        Scalar.FLOAT,
        Map.of(
            Scalar.SHORT, in -> (float) in.readShort(), Scalar.BYTE, in -> (float) in.readByte()));
  }

  @Override
  public void write(Float value, WriteBuffer out) {
    out.writeInt(Float.floatToIntBits(value));
  }

  @Override
  public Float read(ReadBuffer in) {
    return in.readFloat();
  }

  @Override
  public long toLong(Float value) {
    return Float.floatToIntBits(value);
  }

  @Override
  public Float fromLong(long bits) {
    return Float.intBitsToFloat((int) bits);
  }

  @Override
  public void writeLong(long bits, WriteBuffer out) {
    out.writeInt((int) bits);
  }

  @Override
  public long readLong(ReadBuffer in) {
    return Float.floatToIntBits(in.readFloat());
  }
}
