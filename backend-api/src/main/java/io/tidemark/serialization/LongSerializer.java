package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.Scalar;
import java.util.Map;

/** Eight bytes. */
final class LongSerializer extends ScalarSerializer<Long> implements LongEncoded<Long> {

  static final LongSerializer INSTANCE = new LongSerializer();

  private LongSerializer() {
    super(
        Scalar.LONG,
        Map.of(
            Scalar.INT,
            in -> (long) in.readInt(),
            Scalar.SHORT,
            in -> (long) in.readShort(),
            Scalar.BYTE,
            in -> (long) in.readByte()));
  }

  @Override
  public void write(Long value, WriteBuffer out) {
    out.writeLong(value);
  }

  @Override
  public Long read(ReadBuffer in) {
    return in.readLong();
  }

  @Override
  public long toLong(Long value) {
    return value;
  }

  @Override
  public Long fromLong(long bits) {
    return bits;
  }

  @Override
  public void writeLong(long bits, WriteBuffer out) {
    out.writeLong(bits);
  }

  @Override
  public long readLong(ReadBuffer in) {
    return in.readLong();
  }
}
