package io.tidemark.benchmarks.peer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A peer that takes snapshots of its values and restores them. */
public interface SupportsSnapshots {

  /**
   * Opens a store for {@code share}, restored from {@code snapshot}, or empty where there is none.
   * The caller closes it. When this returns, the store can be read.
   */
  <K, V> SnapshotStore<K, V> open(
      DataType<K> keys, DataType<V> values, Share share, @Nullable Snapshot snapshot);

  /**
   * Writes the pictures of all shares, and returns when the snapshot is complete and durable: its
   * blobs, and the record that makes it one. Any thread may call; the stores may go on working.
   */
  Snapshot write(List<? extends Capture> shares);

  /**
   * Deletes what only snapshots older than {@code newest} need. On the stores' own thread, which
   * also tells them that {@code newest} is complete.
   */
  void retainOnly(Snapshot newest);
}
