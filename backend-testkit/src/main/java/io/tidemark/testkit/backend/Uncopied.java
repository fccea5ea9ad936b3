package io.tidemark.testkit.backend;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.WriteBuffer;

/** Texts that fail when somebody copies them, as nobody needs to. */
final class Uncopied implements Serializer<String> {

  @Override
  public TypeDescription description() {
    return Serializers.STRING.description();
  }

  @Override
  public void write(String value, WriteBuffer out) {
    Serializers.STRING.write(value, out);
  }

  @Override
  public String read(ReadBuffer in) {
    return Serializers.STRING.read(in);
  }

  @Override
  public String copy(String value) {
    throw new AssertionError("Immutable, and copied: " + value);
  }

  @Override
  public boolean isImmutable() {
    return true;
  }

  @Override
  public boolean isCanonical() {
    return true;
  }

  @Override
  public Compatibility<String> resolve(TypeDescription written) {
    return Serializers.STRING.resolve(written);
  }
}
