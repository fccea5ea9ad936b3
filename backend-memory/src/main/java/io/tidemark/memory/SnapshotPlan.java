package io.tidemark.memory;

import io.tidemark.spi.BlobScope;
import io.tidemark.spi.KeyGroupRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot writes.
 *
 * @param scope who may name its blobs later
 * @param basis on what it builds, null for nothing
 * @param whole the key groups of which it writes everything, each range as a blob of its own
 * @param changed the key groups of which it writes what changed, as far as they are not {@code
 *     whole}, each range as a blob of its own
 */
record SnapshotPlan(
    BlobScope scope,
    @Nullable Basis basis,
    List<KeyGroupRange> whole,
    List<KeyGroupRange> changed) {

  /**
   * A store that takes less than this in full is written in full every time: its blob is small
   * enough to travel inside the manifest, and there is no chain to restore.
   */
  private static final long TINY_BYTES = 16 << 10;

  /**
   * On what a snapshot builds.
   *
   * @param step what becomes of the chain of {@code base}
   */
  record Basis(SnapshotHistory.Base base, Chain.Step step) {

    /** The version of the store after which changes are written. */
    int since() {
      return step.gathers() ? base.chain().since() : base.version();
    }

    /** The blobs that the snapshot has in common with its base. */
    List<Chain.Link> kept() {
      return base.chain().kept(step);
    }

    Chain after(List<Chain.Link> links, int version, long entries) {
      return base.chain().after(step, links, version, entries);
    }
  }

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
    Chain chain = base.chain();
    Chain.Step step = chain.next(keyGroups, entries, store.removed());
    if (step.whole().size() == chain.spans()) {
      return incremental(store, null, bytesPerEntry);
    }
    return new SnapshotPlan(
        BlobScope.SHARED, new Basis(base, step), step.whole(), changed(keyGroups, chain, step));
  }

  /** What settles is cut into spans, so that each is left out when it is written whole. */
  private static List<KeyGroupRange> changed(
      KeyGroupRange keyGroups, Chain chain, Chain.Step step) {
    if (!step.gathers() || chain.increments().isEmpty()) {
      return List.of(keyGroups);
    }
    List<KeyGroupRange> changed = new ArrayList<>(Spans.of(keyGroups, chain.spans()));
    changed.removeAll(step.whole());
    return changed;
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
