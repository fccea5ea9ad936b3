package io.tidemark.spi;

/**
 * Where a store reads the blobs of the snapshots it is restored from. Any number of threads may
 * read at once, while the store is opened; also later only where the source {@linkplain
 * SupportsLateReads supports late reads}.
 */
@FunctionalInterface
public interface BlobSource {

  /**
   * Opens {@code length} bytes of a blob from {@code offset} (counted from the beginning of the
   * reference). The caller closes the reader, and checks the checksum of what it reads whole.
   *
   * @throws SnapshotCorruptException if the blob is missing or shorter than its reference says
   * @throws StorageException if it cannot be read now
   */
  BlobReader open(BlobRef blob, long offset, long length);

  /** Opens the whole blob. */
  default BlobReader open(BlobRef blob) {
    return open(blob, 0, blob.length());
  }
}
