package io.tidemark.serialization;

/**
 * Turns values of one type into bytes and back.
 *
 * <p>Obligations of an implementation:
 *
 * <ol>
 *   <li>It is immutable and may be used by any number of threads at once.
 *   <li>{@link #read} consumes exactly the bytes that {@link #write} produced, no matter what
 *       follows them. No encoding is therefore the beginning of another one.
 *   <li>{@link #read} of bytes that {@link #write} cannot have produced throws {@link
 *       MalformedBytesException} or returns some value; it never loops without end and never
 *       allocates more than a small multiple of the bytes that are there, whatever length they
 *       announce.
 *   <li>{@link #description} names the layout of the bytes completely: two serializers with equal
 *       descriptions read each other's bytes.
 *   <li>Neither null values nor null results exist here; a type that needs absence says so with
 *       {@code optional<…>}.
 * </ol>
 *
 * @param <T> the type of the values
 */
public interface Serializer<T> extends Compatibility.Reader<T> {

  /** The persisted description of the bytes. Always the same for one serializer. */
  TypeDescription description();

  /** Appends {@code value} to {@code out}. Does not keep either of them. */
  void write(T value, WriteBuffer out);

  /**
   * Reads one value at the position of {@code in} and leaves the position behind it. Does not keep
   * {@code in}.
   */
  @Override
  T read(ReadBuffer in);

  /**
   * Returns a value that is equal to {@code value} and shares nothing mutable with it. An
   * {@linkplain #isImmutable() immutable} type returns {@code value} itself.
   */
  T copy(T value);

  /**
   * Whether values never change once they are made, so that they may be shared between state and
   * its users.
   */
  boolean isImmutable();

  /**
   * Whether equal values always have equal bytes, and different values different ones. Only then
   * may the type be a key, a namespace or the key of a map state.
   */
  boolean isCanonical();

  /**
   * Says whether bytes written under {@code written} can be read by this serializer. The answer for
   * this serializer's own {@link #description} is {@link Compatibility.AsIs}.
   */
  Compatibility<T> resolve(TypeDescription written);
}
