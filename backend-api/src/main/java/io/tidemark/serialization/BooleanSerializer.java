package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.Scalar;

/** One byte: zero is false and one is true. */
final class BooleanSerializer extends ScalarSerializer<Boolean> implements LongEncoded<Boolean> {

  static final BooleanSerializer INSTANCE = new BooleanSerializer();

  private BooleanSerializer() {
    super(Scalar.BOOLEAN);
  }

  @Override
  public void write(Boolean value, WriteBuffer out) {
    out.writeBoolean(value);
  }

  @Override
  public Boolean read(ReadBuffer in) {
    return in.readBoolean();
  }

  @Override
  public long toLong(Boolean value) {
    return value ? 1 : 0;
  }

  @Override
  public Boolean fromLong(long bits) {
    return bits != 0;
  }

  @Override
  public void writeLong(long bits, WriteBuffer out) {
    out.writeBoolean(bits != 0);
  }

  @Override
  public long readLong(ReadBuffer in) {
    return in.readBoolean() ? 1 : 0;
  }
}
