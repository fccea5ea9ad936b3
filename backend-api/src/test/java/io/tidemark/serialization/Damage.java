package io.tidemark.serialization;

/** What a serializer makes of bytes that are not what was written. */
enum Damage {
  /** It refused them as malformed. */
  NOTICED,
  /** It made a value of them. */
  READ;

  /** Any other outcome is an error of the test. */
  static Damage read(Compatibility.Reader<?> reader, ReadBuffer in) {
    try {
      reader.read(in);
      return READ;
    } catch (MalformedBytesException e) {
      return NOTICED;
    }
  }
}
