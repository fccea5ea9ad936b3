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
 * @param whole the key groups of which it writes everything, each range as a blob of its own
 * @param changed the key groups of which it writes what changed, as far as they are not {@code
 *     whole}, each range as a blob of its own
 */
record SnapshotPlan(
    BlobScope scope,
    SnapshotHistory.@Nullable Base base,
    List<KeyGroupRange> whole,
    List<KeyGroupRange> changed) {

  /**
   * A store that takes less than this in full is written in full every time: its blob is small
   * enough to travel inside the manifest, and there is no chain to restore.
   */
  private static final long TINY_BYTES = 16 << 10;

  /** Everything, for this snapshot alone. */
  static SnapshotPlan alone(KeyGroupRange keyGroups) {
    return new SnapshotPlan(BlobScope.EXCLUSIVE, null, List.of(keyGroups), List.of());
  }

  /**
   * As little as can be, for later ones to build on.
   *
   * @param bytesPerEntry about how many bytes an entry takes
   */
  static SnapshotPlan incremental(
      CapturedStore store, SnapshotHistory.@Nullable Base base, double bytesPerEntry) {
    KeyGroupRange keyGroups = store.keyGroups();
    long entries = store.size();
    long bytes = (long) (entries * bytesPerEntry);
    if (store.unopened().isEmpty() && bytes < TINY_BYTES) {
      return alone(keyGroups);
    }
    if (base == null) {
      List<KeyGroupRange> spans = Spans.of(keyGroups, Chain.spansFor(bytes, keyGroups));
      return new SnapshotPlan(BlobScope.SHARED, null, spans, List.of());
    }
    List<KeyGroupRange> due = base.chain().due(keyGroups, entries);
    if (due.size() == base.chain().spans()) {
      return incremental(store, null, bytesPerEntry);
    }
    int cut = base.chain().nextFold(keyGroups, due.size());
    return new SnapshotPlan(BlobScope.SHARED, base, due, Spans.cutAt(keyGroups, cut));
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
