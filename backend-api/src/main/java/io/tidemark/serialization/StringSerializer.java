package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.Scalar;

/** The length in bytes as a variable-length number, then {@linkplain Utf8 UTF-8}. */
final class StringSerializer extends ScalarSerializer<String> {

  static final StringSerializer INSTANCE = new StringSerializer();

  private StringSerializer() {
    super(Scalar.STRING);
  }

  @Override
  public void write(String value, WriteBuffer out) {
    Utf8.write(value, out);
  }

  @Override
  public String read(ReadBuffer in) {
    return Utf8.read(in);
  }
}
