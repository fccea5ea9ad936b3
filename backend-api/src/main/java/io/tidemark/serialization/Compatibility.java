package io.tidemark.serialization;

import org.jspecify.annotations.Nullable;

/**
 * Whether bytes written under an older description can be read by a serializer of today.
 *
 * @param <T> the type that the serializer of today reads
 */
public sealed interface Compatibility<T> {

  /**
   * The bytes are read as they are, and need not be rewritten.
   *
   * @param older reads them as whoever wrote them meant, and is preferred where all of them are
   *     read at once; today's serializer, which reads them where they are read one by one, may know
   *     less of what it did not write. Null where there is no difference
   */
  record AsIs<T>(@Nullable Reader<T> older) implements Compatibility<T> {

    /** Today's serializer reads them as well as any. */
    public AsIs() {
      this(null);
    }
  }

  /**
   * The bytes are read by {@code reader} and must be written again in today's layout before today's
   * serializer sees them.
   */
  record Migrate<T>(Reader<T> reader) implements Compatibility<T> {}

  /**
   * The bytes cannot be read; {@code reason} names the place in the type and both sides of the
   * difference.
   */
  record Incompatible<T>(String reason) implements Compatibility<T> {}

  /**
   * Reads values of one layout, under the obligations of {@link Serializer#read}. A serializer is
   * the reader of its own.
   */
  @FunctionalInterface
  interface Reader<T> {
    T read(ReadBuffer in);
  }
}
