package io.tidemark.snapshot.repository;

import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

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

  /** So often a job is looked at that does not keep still. */
  private static final int MAX_LOOKS = 10;

  /**
   * Looks once; once more if a checkpoint went while it was looked at, for then a newer one has
   * come that was not listed. Of a job that goes on like that, the last look stands.
   */
  static Survey take(JobStorage job) {
    for (int looks = 1; ; looks++) {
      CheckpointListing listing = CheckpointListing.take(job);
      TreeMap<Long, FoundSnapshot> checkpoints = read(job, listing.manifests());
      if (checkpoints.size() == listing.manifests().size() || looks == MAX_LOOKS) {
        return of(job, listing, checkpoints);
      }
    }
  }

  /**
   * Looks again until there is no checkpoint that it has not read; those that went meanwhile are in
   * it, too. So whatever a checkpoint names that there was at its end, one in it names, or it is
   * young: what is to be deleted by it is garbage.
   *
   * @throws StorageException if the job never keeps still for so long
   */
  static Survey takeStill(JobStorage job) {
    TreeMap<Long, FoundSnapshot> checkpoints = new TreeMap<>();
    for (int looks = 0; looks < MAX_LOOKS; looks++) {
      CheckpointListing listing = CheckpointListing.take(job);
      TreeMap<Long, StoredBlob> unread = new TreeMap<>(listing.manifests());
      unread.keySet().removeAll(checkpoints.keySet());
      if (looks > 0 && unread.isEmpty()) {
        return of(job, listing, checkpoints);
      }
      checkpoints.putAll(read(job, unread));
    }
    throw new StorageException(
        "Job '"
            + job.job()
            + "' under "
            + job.storage().root()
            + " publishes and retires checkpoints faster than they can be read: nothing was removed;"
            + " try again, or retain more of them",
        true,
        null);
  }

  private static Survey of(
      JobStorage job, CheckpointListing listing, TreeMap<Long, FoundSnapshot> checkpoints) {
    EpochLog.Listing epochs = job.epochs().list();
    NavigableMap<Long, Long> firstIds = firstIds(job, epochs, checkpoints);
    History history = new History(firstIds, epochs.oldestClaim());
    checkpoints.replaceAll(
        (id, found) ->
            found.asLate(
                found.snapshot().map(there -> history.isLate(there.manifest())).orElse(false)));
    return new Survey(checkpoints, listing.parts(), listing.notes(), epochs, firstIds);
  }

  /** The largest id of which there is a trace, late checkpoints among them; 0 if there is none. */
  long highestId() {
    long highest = highestIdInHistory();
    for (NavigableMap<Long, ?> trace : List.of(checkpoints, parts, notes)) {
      highest = Math.max(highest, trace.isEmpty() ? 0 : trace.lastKey());
    }
    return highest;
  }

  /**
   * The id after which the next epoch begins. Late checkpoints do not count: between the newest of
   * the history and a late one with a higher id there would be room for those of other coordinators
   * that are fenced and do not know it yet.
   */
  long highestIdInHistory() {
    long began = firstIds.values().stream().mapToLong(Long::longValue).max().orElse(1) - 1;
    return Math.max(began, inHistory().stream().mapToLong(FoundSnapshot::id).max().orElse(0));
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
      JobStorage job, NavigableMap<Long, StoredBlob> manifests) {
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
