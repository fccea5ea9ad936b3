package io.tidemark.snapshot.entries;

import io.tidemark.serialization.TypeDescription;
import java.util.List;

/**
 * How much of what a state holds.
 *
 * @param state which
 * @param entries how many: values, lists, entries of maps, timers
 * @param bytes of keys, namespaces, user keys and values, without what a format adds or compresses
 * @param biggest the keys with the most bytes, the biggest first; none for operator state
 * @param skew how it is spread over key groups; of operator state, all is in one
 */
public record StateStatistics(
    SnapshotState state, long entries, long bytes, List<KeySize> biggest, Skew skew) {

  public StateStatistics {
    biggest = List.copyOf(biggest);
  }

  /**
   * What is kept for one key, in all namespaces.
   *
   * @param type the type of {@code key}
   * @param key the key's bytes, not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // shown, never compared
  public record KeySize(TypeDescription type, byte[] key, int keyGroup, long entries, long bytes) {}

  /**
   * How bytes are spread over key groups.
   *
   * @param keyGroups how many there are
   * @param used how many of them hold anything
   * @param fullest the one with the most bytes
   * @param fullestBytes how many these are
   * @param factor how many times the mean of all key groups that is; 0 if there are no bytes
   */
  public record Skew(int keyGroups, int used, int fullest, long fullestBytes, double factor) {

    static Skew of(long[] bytes) {
      int used = 0;
      int fullest = 0;
      long total = 0;
      for (int i = 0; i < bytes.length; i++) {
        used += bytes[i] > 0 ? 1 : 0;
        total += bytes[i];
        fullest = bytes[i] > bytes[fullest] ? i : fullest;
      }
      double factor = total == 0 ? 0 : (double) bytes[fullest] * bytes.length / total;
      return new Skew(bytes.length, used, fullest, bytes[fullest], factor);
    }
  }
}
