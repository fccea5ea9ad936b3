package io.tidemark.serialization;

import io.tidemark.serialization.Compatibility.Reader;
import io.tidemark.serialization.TypeDescription.OpaqueType;

/** The length of the format's bytes as a variable-length number, then these. */
record OpaqueSerializer<T>(OpaqueFormat<T> format, OpaqueType description)
    implements Serializer<T> {

  OpaqueSerializer(OpaqueFormat<T> format) {
    this(format, format.description());
  }

  @Override
  public void write(T value, WriteBuffer out) {
    int mark = out.beginLengthPrefixed();
    format.write(value, out);
    out.endLengthPrefixed(mark);
  }

  @Override
  public T read(ReadBuffer in) {
    int outerLimit = enter(in);
    T value = format.read(in);
    leave(in, outerLimit);
    return value;
  }

  @Override
  public T copy(T value) {
    return format.copy(value);
  }

  @Override
  public boolean isImmutable() {
    return format.isImmutable();
  }

  @Override
  public boolean isCanonical() {
    return format.isCanonical();
  }

  @Override
  public Compatibility<T> resolve(TypeDescription written) {
    return written instanceof OpaqueType opaque
        ? Resolution.ofPart(
            description.kind() + " " + description.name(),
            format.resolve(opaque),
            OpaqueSerializer::older)
        : Resolution.different(description, written);
  }

  private static <T> Reader<T> older(Reader<T> reader) {
    return in -> {
      int outerLimit = enter(in);
      T value = reader.read(in);
      leave(in, outerLimit);
      return value;
    };
  }

  /** Narrows the window to the bytes of the format, and returns its limit before that. */
  private static int enter(ReadBuffer in) {
    int length = in.readLength(1);
    int outerLimit = in.limit();
    in.limit(in.position() + length);
    return outerLimit;
  }

  private static void leave(ReadBuffer in, int outerLimit) {
    if (in.hasRemaining()) {
      throw new MalformedBytesException(
          "The format leaves " + in.remaining() + " bytes of its value unread");
    }
    in.limit(outerLimit);
  }
}
