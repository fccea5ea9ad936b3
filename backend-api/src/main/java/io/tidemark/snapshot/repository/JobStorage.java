package io.tidemark.snapshot.repository;

import io.tidemark.spi.SnapshotStorage;

/** A job's part of a storage, with what is needed to work on it. Immutable. */
record JobStorage(
    SnapshotStorage storage,
    SnapshotLayout layout,
    RepositorySettings settings,
    AtomicBlobs atomicBlobs,
    EpochLog epochs,
    ManifestReader manifests) {

  static JobStorage of(SnapshotStorage storage, String job, RepositorySettings settings) {
    SnapshotLayout layout = new SnapshotLayout(job);
    AtomicBlobs blobs = new AtomicBlobs(storage);
    return new JobStorage(
        storage,
        layout,
        settings,
        blobs,
        new EpochLog(layout, storage, blobs, settings),
        new ManifestReader(blobs));
  }

  String job() {
    return layout.job();
  }
}
