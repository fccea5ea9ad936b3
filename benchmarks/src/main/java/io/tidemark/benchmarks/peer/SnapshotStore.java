package io.tidemark.benchmarks.peer;

/** The values of one share of the key groups, which take part in snapshots. */
public interface SnapshotStore<K, V> extends ValueStore<K, V> {

  /** Whether {@code key} falls into this store's share of the key groups. */
  boolean owns(K key);

  /**
   * Takes a picture, on the store's own thread: how long this takes is the pause. The caller closes
   * the capture.
   */
  Capture capture(CaptureKind kind);

  /** Reads every entry once, in the order that is cheapest, and returns how many there are. */
  long scan();
}
