package io.tidemark.runtime.engine;

import io.tidemark.snapshot.SnapshotKind;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.spi.BlobSource;

/** A snapshot that somebody named, and the repository that it lies in. */
record NamedSnapshot(StoredSnapshot snapshot, SnapshotRepository repository) {

  BlobSource source() {
    return repository.source(snapshot);
  }

  /**
   * The job, whose snapshot it has become, needs it no more. A checkpoint is left to the retention
   * of the group in which it stands.
   */
  void release() {
    if (snapshot.manifest().kind() == SnapshotKind.SAVEPOINT) {
      repository.deleteSavepoint(snapshot.location().folderName());
    }
  }
}
