package io.tidemark.flink.checkpoint;

import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Gives each snapshot of a store an id of its own, in ascending order: Flink gives savepoints none
 * when it asks for them.
 */
final class SnapshotIds {

  private final NavigableMap<Long, Long> byCheckpoint = new TreeMap<>();
  private long last;

  /** The id of a snapshot that Flink will not speak of again. */
  synchronized long next() {
    return ++last;
  }

  /** Whether of every checkpoint that was begun it is known what became of it. */
  synchronized boolean allSettled() {
    return byCheckpoint.isEmpty();
  }

  /** The id of Flink's checkpoint of that id. */
  synchronized long begin(long checkpointId) {
    long id = next();
    byCheckpoint.put(checkpointId, id);
    return id;
  }

  /** What {@link #begin} gave, once: for a checkpoint that is completed, and all older ones. */
  synchronized OptionalLong completed(long checkpointId) {
    Long id = byCheckpoint.get(checkpointId);
    byCheckpoint.headMap(checkpointId, true).clear();
    return id == null ? OptionalLong.empty() : OptionalLong.of(id);
  }

  /** What {@link #begin} gave, once: for a checkpoint that was given up. */
  synchronized OptionalLong aborted(long checkpointId) {
    Long id = byCheckpoint.remove(checkpointId);
    return id == null ? OptionalLong.empty() : OptionalLong.of(id);
  }
}
