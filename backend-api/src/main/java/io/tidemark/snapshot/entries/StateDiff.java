package io.tidemark.snapshot.entries;

import org.jspecify.annotations.Nullable;

/**
 * How a state differs between two snapshots. An entry is one of its kind: a value, a list, an entry
 * of a map, a timer; of a list of operator state, an element.
 *
 * @param id which
 * @param before the state in the first snapshot, null if it is not there
 * @param after the state in the second snapshot, null if it is not there
 * @param same how many entries are the same in both
 * @param added how many only the second has
 * @param changed how many have another value, or count their time to live from another time
 * @param removed how many only the first has
 */
public record StateDiff(
    StateId id,
    @Nullable SnapshotState before,
    @Nullable SnapshotState after,
    long same,
    long added,
    long changed,
    long removed) {

  /** Whether anything is different. */
  public boolean isDifferent() {
    return added + changed + removed > 0 || (before == null) != (after == null);
  }
}
