package io.tidemark.snapshot.repository;

import io.tidemark.spi.StoredBlob;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The savepoints in a job's folder. */
final class Savepoints {

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

  /** Deletes one, its manifest first; none, if there is none. */
  static void delete(JobStorage job, String name) {
    SnapshotLocation location = job.layout().savepoint(name);
    job.storage().delete(List.of(location.manifest()));
    try (Stream<StoredBlob> blobs = job.storage().list(location.folder())) {
      job.storage().delete(blobs.map(StoredBlob::name).toList());
    }
  }
}
