package io.tidemark.s3.object;

/**
 * The bytes of a range of an object, on their way. Holds a connection until it is closed; belongs
 * to one thread at a time.
 */
public interface ObjectBody extends AutoCloseable {

  /** How many bytes the range has. */
  long length();

  /** How long the whole object is. */
  long total();

  /**
   * Reads at least one and at most {@code count} bytes. Not called once all of the range was read.
   *
   * @throws ObjectException if they do not come; the body is of no use then
   */
  int read(byte[] target, int offset, int count);

  /** Drops what has not been read. Idempotent. */
  @Override
  void close();
}
