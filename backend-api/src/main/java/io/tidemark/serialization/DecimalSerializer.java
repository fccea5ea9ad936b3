package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The scale as a signed variable-length number, then the unscaled value: its length as a
 * variable-length number and its shortest two's complement. 1.0 and 1.00 differ, as they do for
 * {@link BigDecimal#equals}.
 */
final class DecimalSerializer extends ScalarSerializer<BigDecimal> {

  static final DecimalSerializer INSTANCE = new DecimalSerializer();

  private DecimalSerializer() {
    super(Scalar.DECIMAL);
  }

  @Override
  public void write(BigDecimal value, WriteBuffer out) {
    out.writeSignedVarLong(value.scale());
    byte[] unscaled = value.unscaledValue().toByteArray();
    out.writeVarInt(unscaled.length);
    out.writeBytes(unscaled);
  }

  @Override
  public BigDecimal read(ReadBuffer in) {
    long scale = in.readSignedVarLong();
    if (scale != (int) scale) {
      throw new MalformedBytesException("The scale of a decimal is an int, found " + scale);
    }
    int length = in.readLength(1);
    if (length == 0) {
      throw new MalformedBytesException("The unscaled value of a decimal takes a byte at least");
    }
    int start = in.position();
    in.skip(length);
    return new BigDecimal(new BigInteger(in.array(), start, length), (int) scale);
  }
}
