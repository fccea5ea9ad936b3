package io.tidemark.snapshot.repository;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotStorage;
import java.io.ByteArrayOutputStream;

/** Whole small blobs as bytes, within bounds. */
final class StorageReads {

  private StorageReads() {}

  /**
   * Reads a blob of at most {@link SnapshotStorage#MAX_ATOMIC_BYTES}.
   *
   * @throws io.tidemark.spi.BlobNotFoundException if it is not there
   * @throws SnapshotCorruptException if it is larger
   */
  static byte[] small(SnapshotStorage storage, String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[16 << 10];
    try (BlobReader reader = storage.read(name, 0, Long.MAX_VALUE)) {
      for (int read = reader.read(buffer, 0, buffer.length);
          read >= 0;
          read = reader.read(buffer, 0, buffer.length)) {
        bytes.write(buffer, 0, read);
        if (bytes.size() > SnapshotStorage.MAX_ATOMIC_BYTES) {
          throw new SnapshotCorruptException(
              name,
              bytes.size(),
              "it should end within " + SnapshotStorage.MAX_ATOMIC_BYTES + " bytes");
        }
      }
    }
    return bytes.toByteArray();
  }
}
