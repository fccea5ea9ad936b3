package io.tidemark.runtime.channel;

import io.tidemark.serialization.Serializer;
import java.util.function.Function;

/** By which rule an edge deals records to the subtasks at its end. */
public sealed interface Partitioning {

  /**
   * To the subtask of the same index, which there is because both ends have the same parallelism.
   */
  record Forward() implements Partitioning {}

  /** To each subtask in turn. */
  record Rebalance() implements Partitioning {}

  /** To all subtasks. */
  record Broadcast() implements Partitioning {}

  /** To the subtask that owns the key group of the record's key. */
  record ByKey<T, K>(Function<T, K> key, Serializer<K> serializer) implements Partitioning {}
}
