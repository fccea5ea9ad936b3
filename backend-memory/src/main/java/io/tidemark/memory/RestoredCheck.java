package io.tidemark.memory;

import io.tidemark.spi.ParallelWork;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Reads the blobs of a restore that a snapshot names and nobody has read. So damage declines the
 * first snapshot after the restore, while older ones are still there to stand in, and is not found
 * by the restore of a later one, when none of them is. Any thread may use it.
 */
final class RestoredCheck {

  private final ParallelWork work;

  RestoredCheck(ParallelWork work) {
    this.work = work;
  }

  /**
   * Checks what is named. What is written anew is read for that, and checked by it.
   *
   * @param cancelled whether nobody wants the snapshot any more
   * @throws io.tidemark.spi.SnapshotCorruptException if bytes are not what was written
   * @throws io.tidemark.spi.StorageException if they cannot be read
   */
  void check(CapturedStore store, SnapshotPlan plan, BooleanSupplier cancelled) {
    List<RestoredBlob> named =
        store.unopened().stream()
            .map(RestoredStates.Unopened::blob)
            .filter(RestoredBlob::isUnread)
            .filter(blob -> plan.whole().stream().noneMatch(blob.keyGroups()::overlaps))
            .toList();
    work.map(
        named,
        (blob, cancellation) -> {
          blob.check(
              () -> {
                cancellation.check();
                if (cancelled.getAsBoolean()) {
                  throw new CancellationException(
                      "The capture was closed while what it takes over was checked");
                }
              });
          return blob;
        });
  }
}
