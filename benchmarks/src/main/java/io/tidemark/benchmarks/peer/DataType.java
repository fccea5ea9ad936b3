package io.tidemark.benchmarks.peer;

/**
 * A type of keys or values that every peer can store.
 *
 * @param <T> the type in Java
 */
public sealed interface DataType<T> {

  DataType<Long> LONG = new OfLong();
  DataType<String> STRING = new OfString();
  DataType<byte[]> BYTES = new OfBytes();

  /** A 64-bit number. */
  record OfLong() implements DataType<Long> {}

  /** A text. */
  record OfString() implements DataType<String> {}

  /** Bytes that are never changed. */
  record OfBytes() implements DataType<byte[]> {}
}
