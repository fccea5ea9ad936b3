package io.tidemark.snapshot.entries;

import org.jspecify.annotations.Nullable;

/**
 * One entry that is not the same in two snapshots. The parts are JSON.
 *
 * @param state the state's id
 * @param kind what happened to it
 * @param key its key; for operator state, the subtask and the position
 * @param namespace its namespace, null if it has none
 * @param userKey a map's key or a timer's time, null for others
 * @param before its value in the first snapshot, null if it is not there
 * @param after its value in the second snapshot, null if it is not there
 */
public record EntryChange(
    StateId state,
    Kind kind,
    String key,
    @Nullable String namespace,
    @Nullable String userKey,
    @Nullable String before,
    @Nullable String after) {

  /** What can happen to an entry. */
  public enum Kind {
    ADDED,
    CHANGED,
    REMOVED
  }
}
