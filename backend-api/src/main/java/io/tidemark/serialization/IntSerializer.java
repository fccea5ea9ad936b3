package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.Scalar;
import java.util.Map;

/** Four bytes. */
final class IntSerializer extends ScalarSerializer<Integer> implements LongEncoded<Integer> {

  static final IntSerializer INSTANCE = new IntSerializer();

  private IntSerializer() {
    super(
        Scalar.INT,
        Map.of(Scalar.SHORT, in -> (int) in.readShort(), Scalar.BYTE, in -> (int) in.readByte()));
  }

  @Override
  public void write(Integer value, WriteBuffer out) {
    out.writeInt(value);
  }

  @Override
  public Integer read(ReadBuffer in) {
    return in.readInt();
  }

  @Override
  public long toLong(Integer value) {
    return value;
  }

  @Override
  public Integer fromLong(long bits) {
    return (int) bits;
  }

  @Override
  public void writeLong(long bits, WriteBuffer out) {
    out.writeInt((int) bits);
  }

  @Override
  public long readLong(ReadBuffer in) {
    return in.readInt();
  }
}
