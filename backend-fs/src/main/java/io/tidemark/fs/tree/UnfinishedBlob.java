package io.tidemark.fs.tree;

import java.io.IOException;

/**
 * A file that is to become a blob. Belongs to one thread at a time. Closing it takes away what is
 * still unfinished; it is idempotent.
 */
public interface UnfinishedBlob extends AutoCloseable {

  /** Appends {@code length} bytes from {@code offset} on. */
  void write(byte[] bytes, int offset, int length) throws IOException;

  /** How many bytes were written here. */
  long length();

  /**
   * Becomes the blob, in the place of one that has the name already, after its bytes are durable.
   *
   * @return when, in milliseconds since the epoch
   */
  long become() throws IOException;

  /** Becomes the blob as {@link #become} does if the name is free, and says whether it was. */
  boolean becomeIfFree() throws IOException;

  @Override
  void close() throws IOException;
}
