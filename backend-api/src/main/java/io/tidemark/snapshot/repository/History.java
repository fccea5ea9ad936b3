package io.tidemark.snapshot.repository;

import io.tidemark.snapshot.SnapshotManifest;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which checkpoints are part of a job's history, and which were published by a coordinator that had
 * been succeeded already. Immutable.
 *
 * <p>A coordinator decides at its start from which id its epoch begins, and everybody may rely on
 * that decision from then on: no checkpoint of an older epoch with that id or a higher one counts,
 * whether it was there already or comes later. The decision stands in a record, and again in each
 * of the epoch's manifests. Records are deleted from the oldest on, and only while no manifest is
 * as old; so a manifest that is older than all records is late too.
 */
final class History {

  private final NavigableMap<Long, Long> firstIds;
  private final long oldestClaim;

  /**
   * Makes a history.
   *
   * @param firstIds the id from which each epoch began, as far as known, by epoch
   * @param oldestClaim the oldest epoch of which there is a record, 0 if there is none
   */
  History(Map<Long, Long> firstIds, long oldestClaim) {
    this.firstIds = new TreeMap<>(firstIds);
    this.oldestClaim = oldestClaim;
  }

  boolean isLate(SnapshotManifest checkpoint) {
    long epoch = checkpoint.epoch();
    return (epoch > 0 && epoch < oldestClaim)
        || firstIds.tailMap(epoch, false).values().stream()
            .anyMatch(firstId -> firstId <= checkpoint.id());
  }
}
