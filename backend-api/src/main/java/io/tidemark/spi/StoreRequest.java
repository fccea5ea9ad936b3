package io.tidemark.spi;

import io.tidemark.serialization.Serializer;

/**
 * Which keyed store an engine wants.
 *
 * @param operator the unique name of the operator
 * @param subtask the index of the subtask, which with the operator's name is unique within the
 *     backend
 * @param keyGroups the key groups of the subtask
 * @param maxParallelism how many key groups the job has
 * @param keySerializer the serializer of the keys, canonical
 * @param <K> the type of the keys
 */
public record StoreRequest<K>(
    String operator,
    int subtask,
    KeyGroupRange keyGroups,
    int maxParallelism,
    Serializer<K> keySerializer) {

  public StoreRequest {
    if (!keySerializer.isCanonical()) {
      throw new IllegalArgumentException(
          "Operator '"
              + operator
              + "' cannot have keys of type "
              + keySerializer.description()
              + ": equal keys may differ in bytes. Use a type without sets, maps and opaque parts");
    }
    if (keyGroups.last() >= maxParallelism) {
      throw new IllegalArgumentException(
          "Key groups " + keyGroups + " exceed max-parallelism " + maxParallelism);
    }
  }
}
