package io.tidemark.spi;

/** Consecutive key groups, both ends included. */
public record KeyGroupRange(int first, int last) {

  public KeyGroupRange {
    if (first < 0 || last < first || last >= KeyGroups.MAX_MAX_PARALLELISM) {
      throw new IllegalArgumentException("No range of key groups: " + first + " to " + last);
    }
  }

  public static KeyGroupRange of(int first, int last) {
    return new KeyGroupRange(first, last);
  }

  /** All key groups of a job. */
  public static KeyGroupRange all(int maxParallelism) {
    return new KeyGroupRange(0, maxParallelism - 1);
  }

  public int size() {
    return last - first + 1;
  }

  public boolean contains(int keyGroup) {
    return keyGroup >= first && keyGroup <= last;
  }

  public boolean contains(KeyGroupRange other) {
    return other.first >= first && other.last <= last;
  }

  public boolean overlaps(KeyGroupRange other) {
    return other.first <= last && other.last >= first;
  }

  /** The key groups in both ranges, which must overlap. */
  public KeyGroupRange intersection(KeyGroupRange other) {
    return new KeyGroupRange(Math.max(first, other.first), Math.min(last, other.last));
  }

  @Override
  public String toString() {
    return first + "-" + last;
  }
}
