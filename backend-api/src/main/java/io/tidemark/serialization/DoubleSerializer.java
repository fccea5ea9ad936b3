package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.Scalar;
import java.util.Map;

/**
 * The eight bytes of {@link Double#doubleToLongBits}, which knows one NaN only and tells the zeros
 * apart, as equality of the boxes does.
 */
final class DoubleSerializer extends ScalarSerializer<Double> implements LongEncoded<Double> {

  static final DoubleSerializer INSTANCE = new DoubleSerializer();

  private DoubleSerializer() {
    super(
        Scalar.DOUBLE,
        Map.of(
            Scalar.FLOAT,
            in -> (double) in.readFloat(),
            Scalar.INT,
            in -> (double) in.readInt(),
            Scalar.SHORT,
            in -> (double) in.readShort(),
            Scalar.BYTE,
            in -> (double) in.readByte()));
  }

  @Override
  public void write(Double value, WriteBuffer out) {
    out.writeLong(Double.doubleToLongBits(value));
  }

  @Override
  public Double read(ReadBuffer in) {
    return in.readDouble();
  }

  @Override
  public long toLong(Double value) {
    return Double.doubleToLongBits(value);
  }

  @Override
  public Double fromLong(long bits) {
    return Double.longBitsToDouble(bits);
  }

  @Override
  public void writeLong(long bits, WriteBuffer out) {
    out.writeLong(bits);
  }

  @Override
  public long readLong(ReadBuffer in) {
    return Double.doubleToLongBits(in.readDouble());
  }
}
