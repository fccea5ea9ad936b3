package io.tidemark.snapshot.repository;

import io.tidemark.spi.BlobNotFoundException;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StoredBlob;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * Who coordinates a job. An epoch is claimed by making its blob; the newest wins. The blob says
 * nothing but its own number, and is checked when it is verified.
 */
final class Epochs {

  private final SnapshotStorage storage;
  private final SnapshotLayout layout;

  Epochs(SnapshotStorage storage, SnapshotLayout layout) {
    this.storage = storage;
    this.layout = layout;
  }

  /** Claims the epoch after the newest, and after those that others claim meanwhile. */
  long claim() {
    long epoch = newest() + 1;
    while (!storage.createIfAbsent(layout.epoch(epoch), content(epoch))) {
      epoch++;
    }
    return epoch;
  }

  /** The newest epoch that was claimed, 0 for none. */
  long newest() {
    try (Stream<StoredBlob> epochs = storage.list(layout.epochs())) {
      return epochs
          .mapToLong(blob -> SnapshotLayout.numberAfter(layout.epochs(), blob.name()).orElse(0))
          .max()
          .orElse(0);
    }
  }

  /** Whether {@code epoch} was claimed, found out by one read. */
  boolean isClaimed(long epoch) {
    try {
      StorageReads.small(storage, layout.epoch(epoch));
      return true;
    } catch (BlobNotFoundException e) {
      return false;
    }
  }

  static byte[] content(long epoch) {
    return ("tidemark-epoch " + SnapshotLayout.number(epoch) + "\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
