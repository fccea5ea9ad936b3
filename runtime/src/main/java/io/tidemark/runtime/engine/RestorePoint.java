package io.tidemark.runtime.engine;

import io.tidemark.runtime.connector.JobCourse;
import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.StoreRestore;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an attempt is restored from.
 *
 * @param snapshot empty for a start from nothing
 * @param source where its blobs are read
 * @param origin how it came to be chosen
 */
record RestorePoint(Optional<StoredSnapshot> snapshot, BlobSource source, Origin origin) {

  /** How a restore point came to be chosen. */
  enum Origin {
    /** There was nothing to restore, or nothing was to be. */
    NOTHING,
    /** Somebody named it: no other may stand in for it. */
    NAMED,
    /** It is the newest of a history that somebody named: an older one may stand in for it. */
    NAMED_HISTORY,
    /** It is the newest of the job's history: an older one may stand in for it. */
    HISTORY,
    /** The same, and later checkpoints may share its blobs. */
    HISTORY_TO_BUILD_ON
  }

  static RestorePoint nothing() {
    return new RestorePoint(Optional.empty(), StoreRestore.none().source(), Origin.NOTHING);
  }

  /** The snapshot's id, 0 for none. */
  long id() {
    return snapshot.map(StoredSnapshot::id).orElse(0L);
  }

  OptionalLong snapshotId() {
    return id() == 0 ? OptionalLong.empty() : OptionalLong.of(id());
  }

  /** What led to it. */
  JobCourse course() {
    return snapshot.map(there -> ManifestNotes.course(there.manifest())).orElse(JobCourse.NONE);
  }

  List<OperatorSnapshot> operators() {
    return snapshot.map(there -> there.manifest().operators()).orElse(List.of());
  }

  /** Whether later checkpoints may share its blobs. */
  boolean claimed() {
    return origin == Origin.HISTORY_TO_BUILD_ON;
  }

  /** Whether an older one may stand in for it, should it be damaged. */
  boolean isReplaceable() {
    return origin == Origin.HISTORY
        || origin == Origin.HISTORY_TO_BUILD_ON
        || origin == Origin.NAMED_HISTORY;
  }

  /** The damage of a blob of the snapshot that made an attempt fail, if that was why. */
  Optional<SnapshotCorruptException> damageIn(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SnapshotCorruptException damage && isNamed(damage.blob())) {
        return Optional.of(damage);
      }
    }
    return Optional.empty();
  }

  /** Readers of blobs know them by their names in the manifest, storages by those under a root. */
  private boolean isNamed(String blob) {
    return snapshot
        .filter(
            there ->
                there.blobNames().contains(blob)
                    || there.manifest().storedBlobs().stream()
                        .anyMatch(stored -> stored.name().equals(blob)))
        .isPresent();
  }
}
