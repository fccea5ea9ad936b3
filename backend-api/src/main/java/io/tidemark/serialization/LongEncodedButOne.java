package io.tidemark.serialization;

/**
 * A power of serializers all of whose values but one fit into 64 bits, as the numbers of a language
 * do together with its null: a backend may keep the others in an array of primitives.
 *
 * @param <T> the type of the values, always immutable
 */
public interface LongEncodedButOne<T> extends Serializer<T> {

  /** The value that has no bits. It is one object, always the same. */
  T odd();

  /**
   * How all values but {@link #odd} are encoded. The bytes that it reads and writes are those of
   * this serializer.
   */
  LongEncoded<T> others();

  /**
   * Reads {@link #odd} if that is what comes next.
   *
   * @return whether it was; if not, nothing is read
   */
  boolean skipOdd(ReadBuffer in);

  @Override
  default T read(ReadBuffer in) {
    return skipOdd(in) ? odd() : others().read(in);
  }

  @Override
  default T copy(T value) {
    return value;
  }

  @Override
  default boolean isImmutable() {
    return true;
  }
}
