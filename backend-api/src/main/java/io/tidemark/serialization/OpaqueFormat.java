package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.OpaqueType;

/**
 * How values become bytes that only their own format understands. {@link Serializers#opaque} makes
 * a serializer of it, which keeps the length of the bytes beside them.
 *
 * <p>Obligations of an implementation: those of {@link Serializer}, except that the bytes need not
 * say where they end.
 *
 * @param <T> the type of the values
 */
public interface OpaqueFormat<T> {

  /** The persisted description; always the same for one format. */
  OpaqueType description();

  /** Appends {@code value} to {@code out}. */
  void write(T value, WriteBuffer out);

  /** Reads the value that takes all the bytes of {@code in}. */
  T read(ReadBuffer in);

  /** As {@link Serializer#copy}. */
  T copy(T value);

  /** As {@link Serializer#isImmutable}. */
  boolean isImmutable();

  /** As {@link Serializer#isCanonical}: false, unless the format itself is used for keys. */
  boolean isCanonical();

  /**
   * Whether bytes that were written under {@code written}, which may be of another kind, can be
   * read. A reader of older bytes also takes all the bytes that it is given.
   */
  Compatibility<T> resolve(OpaqueType written);
}
