package io.tidemark.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * Which of a store's versions is being written, and which are held by captures.
 *
 * <p>Versions are numbered from {@link #RESTORED} on; each capture ends one and begins the next.
 * Whatever is versioned (a page, a directory, a list) bears the version in which it was written
 * last. It is seen by a capture if, and only if, it was there when the capture's version ended, so
 * {@link #isPinned} needs to look at the newest open capture only: an older one may not see it, and
 * then a copy is made for nothing.
 *
 * <p>The store's thread calls everything but {@link #release}, which any thread may call. A release
 * happens before the store's thread writes in place again what the capture saw.
 */
final class Versions {

  /** The version of what a snapshot brought. */
  static final int RESTORED = 0;

  private static final int NONE = -1;

  private final List<Integer> open = new ArrayList<>();
  private int current;
  private int completed = RESTORED;
  private boolean remembering;
  private volatile int newestPinned = NONE;

  Versions() {
    this(RESTORED + 1);
  }

  private Versions(int current) {
    this.current = current;
  }

  /** The version in which a store is restored: nothing changes in it, nothing pins it. */
  static Versions restoring() {
    return new Versions(RESTORED);
  }

  int current() {
    return current;
  }

  /**
   * Ends the current version, pins it until it is {@linkplain #release released}, and returns it.
   */
  int capture() {
    int captured = current++;
    synchronized (open) {
      open.add(captured);
      newestPinned = captured;
    }
    return captured;
  }

  /** Lets go of a version. Each version at most once. */
  void release(int version) {
    synchronized (open) {
      open.remove((Integer) version);
      newestPinned = open.isEmpty() ? NONE : open.get(open.size() - 1);
    }
  }

  /** Whether a capture may see what was last written in {@code version}. */
  boolean isPinned(int version) {
    return version <= newestPinned;
  }

  boolean anyPinned() {
    return newestPinned != NONE;
  }

  /** From now on there may be snapshots that others build on. */
  void rememberChanges() {
    remembering = true;
  }

  /** Whether any snapshot may ever ask what was removed. */
  boolean remembersChanges() {
    return remembering;
  }

  /** No snapshot will ever ask again what changed up to {@code version}. */
  void complete(int version) {
    completed = Math.max(completed, version);
  }

  /** The version up to which changes need no longer be told apart. */
  int completed() {
    return completed;
  }
}
