package io.tidemark.memory;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.LongEncoded;
import io.tidemark.serialization.LongEncodedButOne;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.WriteBuffer;

/** Longs, and one value that is none. */
final class NumberOrNothing implements LongEncodedButOne<Object> {

  static final NumberOrNothing SERIALIZER = new NumberOrNothing();
  static final Object NOTHING = "nothing";

  private NumberOrNothing() {}

  @Override
  public Object odd() {
    return NOTHING;
  }

  @Override
  @SuppressWarnings("unchecked") // whatever is not NOTHING is a Long
  public LongEncoded<Object> others() {
    return (LongEncoded<Object>) (LongEncoded<?>) Serializers.LONG;
  }

  /** Nothing has no bytes. */
  @Override
  public boolean skipOdd(ReadBuffer in) {
    return !in.hasRemaining();
  }

  @Override
  public TypeDescription description() {
    return others().description();
  }

  @Override
  public void write(Object value, WriteBuffer out) {
    if (value != NOTHING) {
      others().write(value, out);
    }
  }

  @Override
  public boolean isCanonical() {
    return true;
  }

  @Override
  public Compatibility<Object> resolve(TypeDescription written) {
    return others().resolve(written);
  }
}
