package io.tidemark.state;

import io.tidemark.serialization.Serializer;

/**
 * State of an operator's subtask that belongs to no key. Used by the subtask's thread only. Asking
 * twice for a name gives the same state; asking with another kind or type is an {@link
 * IncompatibleStateException}.
 */
public interface OperatorStates {

  /** A list whose elements are dealt out evenly to the subtasks when parallelism changes. */
  <T> OperatorList<T> splitList(String name, Serializer<T> element);

  /** A list of which every subtask gets all elements of all subtasks after a restore. */
  <T> OperatorList<T> unionList(String name, Serializer<T> element);

  /**
   * A map that is the same on every subtask, because all of them see the same input. {@code key}
   * must be canonical.
   */
  <K, V> BroadcastMap<K, V> broadcastMap(String name, Serializer<K> key, Serializer<V> value);
}
