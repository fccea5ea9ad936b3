package io.tidemark.testkit;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.WriteBuffer;

/** Texts, one of which is refused when it is half written, as a value with a fault in it is. */
public final class PickyText implements Serializer<String> {

  public static final PickyText SERIALIZER = new PickyText();

  /** The text that is refused. */
  public static final String REFUSED = "refused";

  private PickyText() {}

  @Override
  public TypeDescription description() {
    return Serializers.STRING.description();
  }

  /**
   * Writes a text.
   *
   * @throws IllegalArgumentException if it is the refused one
   */
  @Override
  public void write(String value, WriteBuffer out) {
    Serializers.STRING.write(value, out);
    if (value.equals(REFUSED)) {
      throw new IllegalArgumentException("The text is refused");
    }
  }

  @Override
  public String read(ReadBuffer in) {
    return Serializers.STRING.read(in);
  }

  @Override
  public String copy(String value) {
    return value;
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
