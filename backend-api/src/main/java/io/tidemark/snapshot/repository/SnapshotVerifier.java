package io.tidemark.snapshot.repository;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.ParallelWork;
import io.tidemark.spi.SnapshotCorruptException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/** Reads every byte of a snapshot and compares it with its checksum. */
final class SnapshotVerifier {

  private final ParallelWork work;

  SnapshotVerifier(RepositorySettings settings) {
    work = new ParallelWork(settings.executor(), settings.parallelism());
  }

  /**
   * @throws SnapshotCorruptException if any byte is not what was written
   */
  void verify(StoredSnapshot snapshot, BlobSource source) {
    Set<BlobRef> blobs = new LinkedHashSet<>();
    snapshot
        .manifest()
        .forEachBlob(
            blob -> {
              if (blob instanceof BlobRef.Stored) {
                blobs.add(blob);
              }
            });
    work.map(
        List.copyOf(blobs),
        (blob, cancellation) -> {
          verify(blob, source, snapshot.location(), cancellation);
          return blob;
        });
  }

  private static void verify(
      BlobRef blob,
      BlobSource source,
      SnapshotLocation location,
      ParallelWork.Cancellation cancellation) {
    CRC32C crc = new CRC32C();
    byte[] buffer = new byte[256 << 10];
    long read = 0;
    try (BlobReader reader = source.open(blob)) {
      for (int count = reader.read(buffer, 0, buffer.length);
          count >= 0;
          count = reader.read(buffer, 0, buffer.length)) {
        cancellation.check();
        crc.update(buffer, 0, count);
        read += count;
      }
    }
    String name =
        blob instanceof BlobRef.Stored stored ? location.name(stored.name()) : blob.toString();
    if (read != blob.length()) {
      throw new SnapshotCorruptException(name, read, "it should have " + blob.length() + " bytes");
    }
    if ((int) crc.getValue() != blob.checksum()) {
      throw SnapshotCorruptException.checksum(name, 0, blob.checksum(), (int) crc.getValue());
    }
  }
}
