package io.tidemark.snapshot.repository;

import io.tidemark.snapshot.repository.NamedBlobs.Named;
import io.tidemark.snapshot.repository.VerifyReport.Damage;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.ParallelWork;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotStorage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Reads blobs to the last byte, several at a time. */
final class BlobVerifier {

  private static final int READ_BYTES = 1 << 20;

  private final SnapshotStorage storage;
  private final ParallelWork work;

  BlobVerifier(SnapshotStorage storage, ParallelWork work) {
    this.storage = storage;
    this.work = work;
  }

  /** A damaged blob. */
  record Finding(Named blob, SnapshotCorruptException problem) {

    Damage damage() {
      return new Damage(blob.name(), problem, List.copyOf(blob.manifests()));
    }
  }

  /** What is damaged of {@code blobs}, in their order. */
  List<Finding> findings(NamedBlobs blobs, WorkProgress progress) {
    long total = blobs.length();
    List<Optional<Finding>> findings =
        work.map(
            blobs.all(),
            (blob, cancellation) -> {
              try {
                verify(blob, cancellation, bytes -> progress.advanced(bytes, total));
                return Optional.empty();
              } catch (SnapshotCorruptException e) {
                return Optional.of(new Finding(blob, e));
              }
            });
    return findings.stream().flatMap(Optional::stream).toList();
  }

  /** Reads every byte of one snapshot, whose manifest was checked when it was loaded. */
  VerifyReport verify(StoredSnapshot snapshot, WorkProgress progress) {
    NamedBlobs blobs = NamedBlobs.of(List.of(snapshot));
    AtomicLong read = new AtomicLong(snapshot.manifestBytes());
    List<Damage> damages =
        findings(
                blobs,
                (bytes, total) -> {
                  read.addAndGet(bytes);
                  progress.advanced(bytes, total);
                })
            .stream()
            .map(Finding::damage)
            .toList();
    return new VerifyReport(1, blobs.all().size(), read.get(), damages, List.of());
  }

  /** Is told how many more bytes were read. */
  @FunctionalInterface
  interface BytesRead {
    void advanced(long bytes);
  }

  /**
   * Reads one blob.
   *
   * @throws SnapshotCorruptException if it is not what the snapshots say that name it
   */
  void verify(Named blob, ParallelWork.Cancellation cancellation, BytesRead progress) {
    BlobCheck check = new BlobCheck(blob.name(), blob.parts());
    byte[] buffer = new byte[(int) Math.min(READ_BYTES, blob.length() + PackTrailer.BYTES + 1)];
    try (BlobReader in = StorageBlobSource.present(storage, blob.name(), 0, Long.MAX_VALUE)) {
      for (int read = in.read(buffer, 0, buffer.length);
          read >= 0;
          read = in.read(buffer, 0, buffer.length)) {
        cancellation.check();
        check.update(buffer, 0, read);
        progress.advanced(read);
      }
    }
    check.finish();
  }
}
