package io.tidemark.snapshot.repository;

import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.spi.StoredBlob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What lies in a job's folders of checkpoints and epochs at one time.
 *
 * @param checkpoints those with a manifest, by id
 * @param parts the other blobs in the folders of checkpoints, by id
 * @param notes the notes of ids that savepoints got, by id
 * @param epochs the records of epochs
 * @param firstIds the ids from which epochs began, as far as they matter to the checkpoints, and
 *     that of the newest one, by epoch
 */
record Survey(
    NavigableMap<Long, FoundSnapshot> checkpoints,
    NavigableMap<Long, List<StoredBlob>> parts,
    NavigableMap<Long, StoredBlob> notes,
    EpochLog.Listing epochs,
    NavigableMap<Long, Long> firstIds) {

  static Survey take(JobStorage job) {
    TreeMap<Long, StoredBlob> manifests = new TreeMap<>();
    TreeMap<Long, List<StoredBlob>> parts = new TreeMap<>();
    TreeMap<Long, StoredBlob> notes = new TreeMap<>();
    try (Stream<StoredBlob> found = job.storage().list(job.layout().checkpoints())) {
      found.forEach(
          blob -> {
            SnapshotLayout.Place place = job.layout().place(blob.name());
            switch (place.kind()) {
              case CHECKPOINT_MANIFEST -> manifests.put(place.number(), blob);
              case SAVEPOINT_NOTE -> notes.put(place.number(), blob);
              case CHECKPOINT_PART ->
                  parts.computeIfAbsent(place.number(), id -> new ArrayList<>()).add(blob);
              default -> {}
            }
          });
    }
    EpochLog.Listing epochs = job.epochs().list();
    TreeMap<Long, FoundSnapshot> checkpoints = read(job, manifests);
    NavigableMap<Long, Long> firstIds = firstIds(job, epochs, checkpoints);
    History history = new History(firstIds, epochs.oldestClaim());
    checkpoints.replaceAll(
        (id, found) ->
            found.asLate(
                found.snapshot().map(there -> history.isLate(there.manifest())).orElse(false)));
    return new Survey(checkpoints, parts, notes, epochs, firstIds);
  }

  /** The largest id of which there is a trace, 0 if there is none. */
  long highestId() {
    long highest = highestPublishedId();
    highest = Math.max(highest, parts.isEmpty() ? 0 : parts.lastKey());
    return Math.max(highest, notes.isEmpty() ? 0 : notes.lastKey());
  }

  /** No checkpoint with a larger id than this was ever published before the newest epoch began. */
  long highestPublishedId() {
    long began = firstIds.values().stream().mapToLong(Long::longValue).max().orElse(1) - 1;
    return Math.max(began, checkpoints.isEmpty() ? 0 : checkpoints.lastKey());
  }

  /** The checkpoints of the history, the oldest first; those that cannot be read among them. */
  List<FoundSnapshot> inHistory() {
    return checkpoints.values().stream().filter(found -> !found.late()).toList();
  }

  /** The newest epoch of which there is any trace, 0 if there is none. */
  long newestEpoch() {
    return Math.max(epochs.newest(), firstIds.isEmpty() ? 0 : firstIds.lastKey());
  }

  /** Whether a checkpoint would not be in the history if it were there. */
  boolean wouldBeLate(SnapshotManifest checkpoint) {
    return new History(firstIds, epochs.oldestClaim()).isLate(checkpoint);
  }

  private static TreeMap<Long, FoundSnapshot> read(
      JobStorage job, TreeMap<Long, StoredBlob> manifests) {
    List<Optional<FoundSnapshot>> found =
        job.settings()
            .work()
            .map(
                List.copyOf(manifests.entrySet()),
                (manifest, cancellation) -> {
                  cancellation.check();
                  long id = manifest.getKey();
                  return job.manifests()
                      .checkpoint(id, job.layout().checkpoint(id), manifest.getValue());
                });
    TreeMap<Long, FoundSnapshot> checkpoints = new TreeMap<>();
    found.stream().flatMap(Optional::stream).forEach(there -> checkpoints.put(there.id(), there));
    return checkpoints;
  }

  /** Of a job that was restarted often and never collected, most records need not be read. */
  private static NavigableMap<Long, Long> firstIds(
      JobStorage job, EpochLog.Listing epochs, Map<Long, FoundSnapshot> checkpoints) {
    TreeMap<Long, Long> firstIds = new TreeMap<>();
    long oldest = Long.MAX_VALUE;
    for (FoundSnapshot found : checkpoints.values()) {
      if (found.snapshot().isPresent()) {
        SnapshotManifest manifest = found.snapshot().get().manifest();
        firstIds.put(manifest.epoch(), manifest.epochStart());
        oldest = Math.min(oldest, manifest.epoch());
      }
    }
    firstIds.remove(0L);
    List<Long> later = List.copyOf(epochs.decisions().tailMap(oldest, false).keySet());
    List<Long> read =
        job.settings()
            .work()
            .map(
                later,
                (epoch, cancellation) -> {
                  cancellation.check();
                  return job.epochs().firstId(epoch);
                });
    for (int i = 0; i < later.size(); i++) {
      putKnown(firstIds, later.get(i), read.get(i));
    }
    for (long epoch : epochs.decisions().headMap(oldest, true).descendingKeySet()) {
      if (!firstIds.isEmpty()) {
        break;
      }
      putKnown(firstIds, epoch, job.epochs().firstId(epoch));
    }
    return firstIds;
  }

  private static void putKnown(Map<Long, Long> firstIds, long epoch, long firstId) {
    if (firstId > 0) {
      firstIds.put(epoch, firstId);
    }
  }
}
