package io.tidemark.testkit;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.LongEncoded;
import io.tidemark.serialization.LongEncodedButOne;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.WriteBuffer;

/** Longs, and one value that is none, as a backend may keep without an object each. */
public final class NumberOrNothing implements LongEncodedButOne<Object> {

  public static final NumberOrNothing SERIALIZER = new NumberOrNothing();

  /** The value that is no number. */
  public static final Object NOTHING = "nothing";

  private static final TypeDescription DESCRIPTION =
      new TypeDescription.OpaqueType("testkit", "number-or-nothing", "");

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
    return DESCRIPTION;
  }

  @Override
  public void write(Object value, WriteBuffer out) {
    if (value != NOTHING) {
      others().write(value, out);
    }
  }

  @Override
  public boolean isCanonical() {
    return false;
  }

  @Override
  public Compatibility<Object> resolve(TypeDescription written) {
    return written.equals(DESCRIPTION)
        ? new Compatibility.AsIs<>(null)
        : new Compatibility.Incompatible<>("They are not numbers or nothing");
  }
}
