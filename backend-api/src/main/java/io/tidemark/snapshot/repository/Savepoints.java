package io.tidemark.snapshot.repository;

import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotVersionException;
import io.tidemark.spi.StoredBlob;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The savepoints in a job's folder. */
final class Savepoints {

  private static final Logger LOG = LoggerFactory.getLogger(Savepoints.class);

  private Savepoints() {}

  /** All that have a manifest, by name. */
  static List<FoundSnapshot> list(JobStorage job) {
    List<StoredBlob> manifests;
    try (Stream<StoredBlob> blobs = job.storage().list(job.layout().savepoints())) {
      manifests =
          blobs
              .filter(
                  blob ->
                      job.layout().place(blob.name()).kind()
                          == SnapshotLayout.Kind.SAVEPOINT_MANIFEST)
              .toList();
    }
    List<Optional<FoundSnapshot>> found =
        job.settings()
            .work()
            .map(
                manifests,
                (blob, cancellation) -> {
                  cancellation.check();
                  String name = job.layout().place(blob.name()).savepoint();
                  return job.manifests().savepoint(job.layout().savepoint(name), blob);
                });
    return found.stream().flatMap(Optional::stream).toList();
  }

  /**
   * Deletes one, its manifest first; none, if there is none. Only what its manifest names goes with
   * it: somebody else may be writing a savepoint of that name, which is free from then on. What it
   * did not name, and what a damaged manifest cannot tell, is left to collection.
   */
  static void delete(JobStorage job, String name) {
    SnapshotLocation location = job.layout().savepoint(name);
    Set<String> blobs = Set.of();
    try {
      blobs = job.manifests().read(location).map(StoredSnapshot::blobNames).orElse(blobs);
    } catch (SnapshotCorruptException | SnapshotVersionException e) {
      LOG.warn(
          "Job '{}': the manifest of savepoint '{}' cannot be read; collection removes its blobs",
          job.job(),
          name,
          e);
    }
    job.storage().delete(List.of(location.manifest()));
    job.storage().delete(blobs);
  }
}
