package io.tidemark.snapshot.repository;

import io.tidemark.spi.StoredBlob;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The blobs in a job's folders of checkpoints, as one listing shows them. What comes and goes
 * during it may be missing.
 *
 * @param manifests the manifests of checkpoints, by id
 * @param parts the other blobs of checkpoints, by id
 * @param notes the notes of ids that savepoints got, by id
 */
record CheckpointListing(
    NavigableMap<Long, StoredBlob> manifests,
    NavigableMap<Long, List<StoredBlob>> parts,
    NavigableMap<Long, StoredBlob> notes) {

  static CheckpointListing take(JobStorage job) {
    CheckpointListing listing =
        new CheckpointListing(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    try (Stream<StoredBlob> found = job.storage().list(job.layout().checkpoints())) {
      found.forEach(blob -> listing.add(blob, job.layout().place(blob.name())));
    }
    return listing;
  }

  private void add(StoredBlob blob, SnapshotLayout.Place place) {
    switch (place.kind()) {
      case CHECKPOINT_MANIFEST -> manifests.put(place.number(), blob);
      case SAVEPOINT_NOTE -> notes.put(place.number(), blob);
      case CHECKPOINT_PART ->
          parts.computeIfAbsent(place.number(), id -> new ArrayList<>()).add(blob);
      default -> {}
    }
  }
}
