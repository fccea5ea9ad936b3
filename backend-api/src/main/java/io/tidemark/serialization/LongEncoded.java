package io.tidemark.serialization;

/**
 * A power of serializers whose every value fits into 64 bits, so that a backend may keep it in an
 * array of primitives instead of as an object.
 *
 * <p>Obligations: {@link #fromLong} of {@link #toLong} of a value is equal to that value, and two
 * values are equal if and only if their longs are. The bytes of {@link #write} may be anything.
 *
 * @param <T> the type of the values, always immutable and canonical
 */
public interface LongEncoded<T> extends Serializer<T> {

  /** The 64 bits that stand for {@code value}. Does not allocate. */
  long toLong(T value);

  /**
   * The value that {@code bits} stand for; {@code bits} came from {@link #toLong} of this
   * serializer.
   */
  T fromLong(long bits);

  /**
   * Appends the value that {@code bits} stand for, byte for byte as {@link #write} does. Does not
   * allocate.
   */
  void writeLong(long bits, WriteBuffer out);

  /** Reads what {@link #write} wrote as its 64 bits. Does not allocate. */
  long readLong(ReadBuffer in);
}
