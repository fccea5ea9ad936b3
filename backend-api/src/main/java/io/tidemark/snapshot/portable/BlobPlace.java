package io.tidemark.snapshot.portable;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.SnapshotCorruptException;
import org.jspecify.annotations.Nullable;

/**
 * What errors call a blob, and where in it the offsets begin: several blobs may be packed into one.
 */
record BlobPlace(String name, long base) {

  static BlobPlace of(BlobRef blob) {
    return blob instanceof BlobRef.Stored stored
        ? new BlobPlace(stored.name(), stored.offset())
        : new BlobPlace(blob.toString(), 0);
  }

  SnapshotCorruptException corrupt(long offset, String detail, @Nullable Throwable cause) {
    return new SnapshotCorruptException(name, base + offset, detail, cause);
  }

  SnapshotCorruptException corrupt(long offset, String detail) {
    return corrupt(offset, detail, null);
  }

  void requireChecksum(long offset, int expected, int found) {
    if (expected != found) {
      throw SnapshotCorruptException.checksum(name, base + offset, expected, found);
    }
  }
}
