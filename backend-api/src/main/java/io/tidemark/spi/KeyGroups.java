package io.tidemark.spi;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.WriteBuffer;

/**
 * The rule by which keys fall into key groups and key groups to subtasks. It is normative
 * (docs/FORMAT.md) and named in every manifest as {@value #RULE}; an engine with a rule of its own
 * passes its key groups and names its rule.
 */
public final class KeyGroups {

  /** The name of this rule. */
  public static final String RULE = "murmur3-of-serialized-key";

  /** The most key groups that a job can have. */
  public static final int MAX_MAX_PARALLELISM = 1 << 15;

  /** How many key groups a job has unless it says otherwise, whatever its parallelism. */
  public static final int DEFAULT_MAX_PARALLELISM = 128;

  private KeyGroups() {}

  /** The key group of {@code key}; {@code scratch} is cleared and used. */
  public static <K> int of(
      K key, Serializer<K> serializer, int maxParallelism, WriteBuffer scratch) {
    if (serializer == Serializers.LONG) {
      return ofHash(Murmur3.hash((Long) key), maxParallelism);
    }
    scratch.clear();
    serializer.write(key, scratch);
    return of(scratch.array(), 0, scratch.position(), maxParallelism);
  }

  /** The key group of the key whose bytes stand in {@code bytes}. */
  public static int of(byte[] bytes, int offset, int length, int maxParallelism) {
    return ofHash(Murmur3.hash(bytes, offset, length), maxParallelism);
  }

  private static int ofHash(int hash, int maxParallelism) {
    return (hash & Integer.MAX_VALUE) % maxParallelism;
  }

  /**
   * The key groups of subtask {@code index} of {@code parallelism}: the ranges are disjoint and
   * cover all.
   */
  public static KeyGroupRange rangeOf(int index, int parallelism, int maxParallelism) {
    if (parallelism < 1 || parallelism > maxParallelism || index < 0 || index >= parallelism) {
      throw new IllegalArgumentException(
          "No subtask " + index + " of " + parallelism + " with max-parallelism " + maxParallelism);
    }
    int first = (int) (((long) index * maxParallelism + parallelism - 1) / parallelism);
    int last = (int) ((((long) index + 1) * maxParallelism - 1) / parallelism);
    return new KeyGroupRange(first, last);
  }

  /** The subtask whose range contains {@code keyGroup}. */
  public static int subtaskOf(int keyGroup, int parallelism, int maxParallelism) {
    return (int) ((long) keyGroup * parallelism / maxParallelism);
  }
}
