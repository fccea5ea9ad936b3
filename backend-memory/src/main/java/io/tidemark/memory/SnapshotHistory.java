package io.tidemark.memory;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which snapshots were taken, and on which of them the next may build: the newest that was
 * published. Belongs to the store's thread; {@link Pending#written} comes from the one that writes.
 */
final class SnapshotHistory {

  /** A snapshot on which others may build. */
  record Base(int version, Chain chain) {}

  /** A snapshot that was captured, and neither completed nor discarded yet. */
  static final class Pending {

    private final int version;
    private @Nullable Chain chain;
    private volatile boolean isWritten;

    private Pending(int version) {
      this.version = version;
    }

    /** Notes that all blobs are written; {@code shared} is null if others must not name them. */
    void written(@Nullable Chain shared) {
      chain = shared;
      isWritten = true;
    }
  }

  private final Versions versions;
  private final Map<Long, Pending> pending = new HashMap<>();
  private @Nullable Base base;
  private volatile double bytesPerEntry = 64;

  SnapshotHistory(Versions versions) {
    this.versions = versions;
  }

  /** On what the next incremental snapshot builds, or null. */
  @Nullable Base base() {
    return base;
  }

  /** Lets incremental snapshots build on what was restored. */
  void restored(Chain chain) {
    setRestored(chain);
    versions.rememberChanges();
  }

  /**
   * Notes that a state of what was restored has so many more entries than were counted before it
   * was opened, for a map is one and what was deleted none.
   */
  void recounted(long more) {
    if (base != null && more != 0) {
      Chain chain = base.chain().recounted(more);
      if (base.version() == Versions.RESTORED) {
        setRestored(chain);
      } else {
        base = new Base(base.version(), chain);
      }
    }
  }

  private void setRestored(Chain chain) {
    base = new Base(Versions.RESTORED, chain);
    if (chain.entries() > 0) {
      measured(chain.bytesPerEntry());
    }
  }

  /** Lets no snapshot from now on build on one that was captured so far. */
  void forgetBase() {
    base = null;
    pending.clear();
  }

  /** About how many bytes an entry takes in a snapshot, as the last whole one had it. */
  double bytesPerEntry() {
    return bytesPerEntry;
  }

  /** Notes how many bytes an entry took. Any thread may call it. */
  void measured(double bytes) {
    bytesPerEntry = bytes;
  }

  /** Notes an incremental snapshot. */
  Pending captured(long snapshotId, int version) {
    versions.rememberChanges();
    return capturedAlone(snapshotId, version);
  }

  /**
   * Notes a full snapshot. Once it is published, older ones may be collected, so the next
   * incremental one builds on none of them; nor on this one, whose blobs are its own.
   */
  Pending capturedAlone(long snapshotId, int version) {
    Pending snapshot = new Pending(version);
    pending.put(snapshotId, snapshot);
    return snapshot;
  }

  /** Notes that a snapshot was published; whether the next one builds on it. */
  boolean completed(long snapshotId) {
    Pending snapshot = pending.remove(snapshotId);
    if (snapshot == null || !snapshot.isWritten || snapshot.version <= versions.completed()) {
      return false;
    }
    Chain chain = snapshot.chain;
    if (chain != null && chain.since() < versions.remembered()) {
      // A snapshot that gathered was captured before this one and published meanwhile.
      chain = chain.settledAt(snapshot.version);
    }
    base = chain == null ? null : new Base(snapshot.version, chain);
    versions.complete(snapshot.version, chain == null ? snapshot.version : chain.since());
    pending.values().removeIf(older -> older.version < snapshot.version);
    return true;
  }

  /** Notes that a snapshot will never be published. */
  void discarded(long snapshotId) {
    pending.remove(snapshotId);
  }
}
