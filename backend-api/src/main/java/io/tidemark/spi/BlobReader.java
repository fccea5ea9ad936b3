package io.tidemark.spi;

/**
 * Reads the bytes of a blob, or of a range of it, from first to last. Belongs to one thread at a
 * time.
 */
public interface BlobReader extends AutoCloseable {

  /**
   * Reads at least one and at most {@code length} bytes, as many as come without waiting again, or
   * returns -1 at the end. With {@code length} 0 it returns 0.
   *
   * @throws SnapshotCorruptException if the blob ends before the range that was asked for
   * @throws StorageException if it cannot be read now
   */
  int read(byte[] target, int offset, int length);

  /** Idempotent; may be called at any position. */
  @Override
  void close();
}
