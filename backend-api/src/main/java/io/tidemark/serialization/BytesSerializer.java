package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.Scalar;

/**
 * The length as a variable-length number, then the bytes. Two arrays are never equal in Java, so no
 * keys are made.
 */
final class BytesSerializer implements Serializer<byte[]> {

  static final BytesSerializer INSTANCE = new BytesSerializer();

  private BytesSerializer() {}

  @Override
  public TypeDescription description() {
    return Scalar.BYTES;
  }

  @Override
  public void write(byte[] value, WriteBuffer out) {
    out.writeVarInt(value.length);
    out.writeBytes(value);
  }

  @Override
  public byte[] read(ReadBuffer in) {
    return in.readBytes(in.readLength(1));
  }

  @Override
  public byte[] copy(byte[] value) {
    return value.clone();
  }

  @Override
  public boolean isImmutable() {
    return false;
  }

  @Override
  public boolean isCanonical() {
    return false;
  }

  @Override
  public Compatibility<byte[]> resolve(TypeDescription written) {
    return Resolution.sameOnly(Scalar.BYTES, written);
  }
}
