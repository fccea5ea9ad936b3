package io.tidemark.memory;

import io.tidemark.spi.BlobScope;
import io.tidemark.spi.KeyGroupRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot writes.
 *
 * @param scope who may name its blobs later
 * @param base on what it builds, null for nothing
 * @param whole the key groups of which it writes everything; of the others it writes what changed
 */
record SnapshotPlan(
    BlobScope scope, SnapshotHistory.@Nullable Base base, List<KeyGroupRange> whole) {

  /**
   * A store that takes less than this in full is written in full every time: its blob is small
   * enough to travel inside the manifest, and there is no chain to restore.
   */
  private static final long TINY_BYTES = 16 << 10;

  /** Everything, for this snapshot alone. */
  static SnapshotPlan alone(KeyGroupRange keyGroups) {
    return new SnapshotPlan(BlobScope.EXCLUSIVE, null, List.of(keyGroups));
  }

  /**
   * As little as can be, for later ones to build on.
   *
   * @param bytesPerEntry about how many bytes an entry takes
   */
  static SnapshotPlan incremental(
      CapturedStore store, SnapshotHistory.@Nullable Base base, double bytesPerEntry) {
    long entries = store.size();
    if (store.unopened().isEmpty() && entries * bytesPerEntry < TINY_BYTES) {
      return alone(store.keyGroups());
    }
    if (base == null) {
      return new SnapshotPlan(BlobScope.SHARED, null, List.of(store.keyGroups()));
    }
    return new SnapshotPlan(BlobScope.SHARED, base, base.chain().due(store.keyGroups(), entries));
  }

  /** Whether later snapshots may build on this one. */
  boolean isShared() {
    return scope == BlobScope.SHARED;
  }

  boolean isWhole(int keyGroup) {
    for (KeyGroupRange range : whole) {
      if (range.contains(keyGroup)) {
        return true;
      }
    }
    return false;
  }
}
