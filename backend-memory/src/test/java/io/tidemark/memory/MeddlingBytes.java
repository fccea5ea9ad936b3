package io.tidemark.memory;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.WriteBuffer;

/** Bytes, and something that is done just before they are written. */
final class MeddlingBytes implements Serializer<byte[]> {

  private Runnable meddling = () -> {};

  void meddle(Runnable newMeddling) {
    meddling = newMeddling;
  }

  @Override
  public TypeDescription description() {
    return Serializers.BYTES.description();
  }

  @Override
  public void write(byte[] value, WriteBuffer out) {
    meddling.run();
    Serializers.BYTES.write(value, out);
  }

  @Override
  public byte[] read(ReadBuffer in) {
    return Serializers.BYTES.read(in);
  }

  @Override
  public byte[] copy(byte[] value) {
    return Serializers.BYTES.copy(value);
  }

  @Override
  public boolean isImmutable() {
    return false;
  }

  @Override
  public boolean isCanonical() {
    return Serializers.BYTES.isCanonical();
  }

  @Override
  public Compatibility<byte[]> resolve(TypeDescription written) {
    return Serializers.BYTES.resolve(written);
  }
}
