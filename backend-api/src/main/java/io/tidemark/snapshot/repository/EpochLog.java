package io.tidemark.snapshot.repository;

import io.tidemark.snapshot.EpochClaim;
import io.tidemark.snapshot.EpochDecision;
import io.tidemark.snapshot.EpochFormat;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StoredBlob;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records of a job's epochs: who claimed them, and from where they went on. */
final class EpochLog {

  private static final Logger LOG = LoggerFactory.getLogger(EpochLog.class);

  private final SnapshotLayout layout;
  private final SnapshotStorage storage;
  private final AtomicBlobs blobs;
  private final RepositorySettings settings;

  EpochLog(
      SnapshotLayout layout,
      SnapshotStorage storage,
      AtomicBlobs blobs,
      RepositorySettings settings) {
    this.layout = layout;
    this.storage = storage;
    this.blobs = blobs;
    this.settings = settings;
  }

  /** The records that a listing found, by epoch. */
  record Listing(TreeMap<Long, StoredBlob> claims, TreeMap<Long, StoredBlob> decisions) {

    long oldestClaim() {
      return claims.isEmpty() ? 0 : claims.firstKey();
    }

    /** The newest epoch of which there is any record, 0 if there is none. */
    long newest() {
      long claimed = claims.isEmpty() ? 0 : claims.lastKey();
      return decisions.isEmpty() ? claimed : Math.max(claimed, decisions.lastKey());
    }

    /** The records of epochs before {@code epoch}, up to the first that is not old enough. */
    Listing oldBefore(long epoch, long cutoffMillis) {
      long end = epoch;
      for (Map.Entry<Long, StoredBlob> claim : claims.headMap(epoch, false).entrySet()) {
        if (claim.getValue().modifiedMillis() >= cutoffMillis) {
          end = claim.getKey();
          break;
        }
      }
      return new Listing(
          new TreeMap<>(claims.headMap(end, false)), new TreeMap<>(decisions.headMap(end, false)));
    }
  }

  Listing list() {
    Listing listing = new Listing(new TreeMap<>(), new TreeMap<>());
    try (Stream<StoredBlob> found = storage.list(layout.epochs())) {
      found.forEach(
          blob -> {
            SnapshotLayout.Place place = layout.place(blob.name());
            if (place.kind() == SnapshotLayout.Kind.EPOCH_CLAIM) {
              listing.claims().put(place.number(), blob);
            } else if (place.kind() == SnapshotLayout.Kind.EPOCH_DECISION) {
              listing.decisions().put(place.number(), blob);
            }
          });
    }
    return listing;
  }

  /** Claims the first free epoch after {@code newest}. */
  long claimAfter(long newest) {
    long epoch = newest + 1;
    while (!claim(epoch)) {
      epoch++;
    }
    return epoch;
  }

  /** Claims this epoch and no other; false if somebody else has. */
  boolean claim(long epoch) {
    EpochClaim claim = new EpochClaim(epoch, settings.ids().get(), settings.clock().instant());
    return blobs.isOurs(layout.claim(epoch), EpochFormat.toBytes(claim));
  }

  /**
   * Decides that earlier epochs never started, as far as they have not: so that what a later survey
   * finds cannot change any more.
   *
   * @param before what was there before {@code epoch} was claimed
   * @param firstUnknown the first epoch that may have been claimed since
   * @param epoch the claimed epoch
   */
  void closeUndecided(Listing before, long firstUnknown, long epoch) {
    for (long undecided : before.claims().keySet()) {
      if (!before.decisions().containsKey(undecided)) {
        decide(new EpochDecision(undecided, 0));
      }
    }
    for (long unknown = firstUnknown; unknown < epoch; unknown++) {
      decide(new EpochDecision(unknown, 0));
    }
  }

  /** Whether this decision stands; false if another was first. */
  boolean decide(EpochDecision decision) {
    return blobs.isOurs(layout.decision(decision.epoch()), EpochFormat.toBytes(decision));
  }

  /**
   * Whether a later epoch than this claimed one was ever claimed. Records are deleted from the
   * oldest on, one by one, and the newest never: so if the next one was there and is not any more,
   * this one is gone too.
   */
  boolean isSucceeded(long epoch) {
    return blobs.exists(layout.claim(epoch + 1)) || !blobs.exists(layout.claim(epoch));
  }

  /**
   * The id from which an epoch began; 0 if it never started, or that is undecided or unreadable.
   */
  long firstId(long epoch) {
    String name = layout.decision(epoch);
    try {
      Optional<byte[]> bytes = blobs.read(name);
      return bytes.isEmpty() ? 0 : EpochFormat.decisionFromBytes(bytes.get(), name).firstId();
    } catch (SnapshotCorruptException e) {
      LOG.warn("The record of epoch {} is damaged; the epoch's manifests tell the same", epoch, e);
      return 0;
    }
  }

  /**
   * Deletes records, claims first and from the oldest on, as {@link #isSucceeded} relies on.
   *
   * @throws io.tidemark.spi.StorageException if one could not be deleted; those before it are
   */
  void delete(Listing records) {
    for (StoredBlob claim : records.claims().values()) {
      storage.delete(List.of(claim.name()));
    }
    storage.delete(records.decisions().values().stream().map(StoredBlob::name).toList());
  }
}
