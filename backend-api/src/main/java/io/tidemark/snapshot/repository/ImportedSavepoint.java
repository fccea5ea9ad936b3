package io.tidemark.snapshot.repository;

import io.tidemark.snapshot.ManifestFormat;
import io.tidemark.snapshot.SnapshotKind;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A savepoint that somebody writes who does not coordinate the job: a tool, beside whatever runs.
 * Nobody sees anything of it before it is published. Sinks may be used by any number of threads;
 * the rest belongs to one.
 */
public final class ImportedSavepoint implements AutoCloseable {

  private final JobStorage job;
  private final SnapshotLocation location;
  private final PendingBlobs blobs;
  private boolean ended;
  private boolean perhapsPublished;

  ImportedSavepoint(JobStorage job, SnapshotLocation location) {
    this.job = job;
    this.location = location;
    this.blobs = new PendingBlobs(job, location, job.settings().clock().instant(), null);
  }

  /** A sink for one store. The caller {@linkplain StoreSink#finish finishes} and closes it. */
  public StoreSink sink() {
    return new StoreSink(blobs);
  }

  /**
   * Makes the savepoint exist, as one of this repository's job that no epoch took.
   *
   * @param manifest what it holds, in blobs that its sinks gave
   * @throws SnapshotExistsException if there is another savepoint of that name
   * @throws StorageException if the storage failed, and then the savepoint may exist after all; or
   *     a collection took blobs that were written too long ago
   * @throws IllegalStateException if it was published or given up before
   */
  public StoredSnapshot publish(SnapshotManifest manifest) {
    if (ended) {
      throw new IllegalStateException("The savepoint is published or given up");
    }
    Publication publication =
        Publication.prepare(location, manifest.adopted(job.job(), SnapshotKind.SAVEPOINT), blobs);
    blobs.flush(publication.storedBlobs());
    StoredSnapshot snapshot = publication.snapshot();
    byte[] bytes = ManifestFormat.toBytes(snapshot.manifest());
    perhapsPublished = true;
    if (!job.atomicBlobs().isOurs(location.manifest(), bytes)) {
      perhapsPublished = false;
      throw Publication.savepointExists(job, location);
    }
    ended = true;
    blobs.end();
    requirePresent(snapshot);
    return snapshot;
  }

  /** From its manifest on a savepoint is safe; a collection that began before may not know it. */
  private void requirePresent(StoredSnapshot snapshot) {
    Set<String> missing = new HashSet<>(snapshot.blobNames());
    try (Stream<StoredBlob> present = job.storage().list(location.folder())) {
      present.forEach(blob -> missing.remove(blob.name()));
    }
    if (!missing.isEmpty()) {
      Savepoints.delete(job, location.folderName());
      throw new StorageException(
          "A collection took blobs of " + location.manifest() + " while it was written: try again",
          true,
          null);
    }
  }

  /**
   * Gives up what was not published, and deletes it; what perhaps was is left to a collection,
   * which will know. Idempotent.
   */
  @Override
  public void close() {
    if (ended) {
      return;
    }
    ended = true;
    blobs.end();
    if (!perhapsPublished) {
      job.storage().delete(blobs.ownBlobs());
    }
  }
}
