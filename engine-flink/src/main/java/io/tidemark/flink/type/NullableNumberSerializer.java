package io.tidemark.flink.type;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.LongEncoded;
import io.tidemark.serialization.LongEncodedButOne;
import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.WriteBuffer;

/**
 * Numbers as values of Flink's maps, and {@link Null#INSTANCE}. The bytes are those of {@link
 * NullableFormat}.
 */
record NullableNumberSerializer(Serializer<Object> plain, LongEncoded<Object> others)
    implements LongEncodedButOne<Object> {

  /** The length of the byte that says that there is no number. */
  private static final int NULL_LENGTH = 1;

  @Override
  public Object odd() {
    return Null.INSTANCE;
  }

  @Override
  public boolean skipOdd(ReadBuffer in) {
    int begin = in.position();
    int length = in.readLength(1);
    if (length > 0 && in.readBoolean()) {
      if (length != NULL_LENGTH) {
        throw new MalformedBytesException("Null is said to have " + length + " bytes");
      }
      return true;
    }
    in.position(begin);
    return false;
  }

  @Override
  public TypeDescription description() {
    return plain.description();
  }

  @Override
  public void write(Object value, WriteBuffer out) {
    (value == Null.INSTANCE ? plain : others).write(value, out);
  }

  @Override
  public boolean isCanonical() {
    return plain.isCanonical();
  }

  @Override
  public Compatibility<Object> resolve(TypeDescription written) {
    return plain.resolve(written);
  }
}
