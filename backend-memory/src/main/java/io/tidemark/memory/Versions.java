package io.tidemark.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Which of a store's versions is being written, and which are held by captures.
 *
 * <p>Versions are numbered from {@link #RESTORED} on; each capture ends one and begins the next.
 * Whatever is versioned (a page, a directory, a list) bears the version in which it was written
 * last. It is seen by a capture if, and only if, it was there when the capture's version ended, so
 * {@link #isPinned} needs to look at the newest open capture only: an older one may not see it, and
 * then a copy is made for nothing.
 *
 * <p>A capture lets go of key groups one by one, as they are written: what is asked about a key
 * group heeds only captures that still have to write it.
 *
 * <p>The store's thread calls everything but {@link #release} and {@link #written}, which any
 * thread may call. Both happen before the store's thread writes in place again what the capture
 * saw.
 */
final class Versions {

  /** The version of what a snapshot brought. */
  static final int RESTORED = 0;

  private static final int NONE = -1;

  /** A capture that is not released, and the key groups that it has written. */
  private record Open(int version, BitSet written) {}

  private final List<Open> open = new ArrayList<>();

  /** The newest open capture that has not written it, of each key group. */
  private final AtomicIntegerArray newestPinnedOf;

  private int current;
  private int completed = RESTORED;
  private int remembered = RESTORED;
  private boolean remembering;
  private volatile int newestPinned = NONE;

  /** Versions of a store that has so many key groups. */
  Versions(int keyGroups) {
    this(RESTORED + 1, keyGroups);
  }

  private Versions(int current, int keyGroups) {
    this.current = current;
    int[] none = new int[keyGroups];
    Arrays.fill(none, NONE);
    newestPinnedOf = new AtomicIntegerArray(none);
  }

  /** The version in which a store is restored: nothing changes in it, nothing pins it. */
  static Versions restoring() {
    return new Versions(RESTORED, 0);
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
      open.add(new Open(captured, new BitSet()));
      newestPinned = captured;
      for (int keyGroup = 0; keyGroup < newestPinnedOf.length(); keyGroup++) {
        newestPinnedOf.setRelease(keyGroup, captured);
      }
    }
    return captured;
  }

  /** Lets go of a version. Each version at most once. */
  void release(int version) {
    synchronized (open) {
      open.removeIf(capture -> capture.version == version);
      newestPinned = open.isEmpty() ? NONE : open.get(open.size() - 1).version;
      for (int keyGroup = 0; keyGroup < newestPinnedOf.length(); keyGroup++) {
        pin(keyGroup);
      }
    }
  }

  /** Lets go of a key group of a version: the capture never looks at it again. */
  void written(int version, int keyGroup) {
    synchronized (open) {
      for (Open capture : open) {
        if (capture.version == version) {
          capture.written.set(keyGroup);
        }
      }
      pin(keyGroup);
    }
  }

  private void pin(int keyGroup) {
    int newest = NONE;
    for (Open capture : open) {
      newest = capture.written.get(keyGroup) ? newest : capture.version;
    }
    newestPinnedOf.setRelease(keyGroup, newest);
  }

  /** Whether a capture may see what was last written in {@code version}. */
  boolean isPinned(int version) {
    return version <= newestPinned;
  }

  /**
   * Whether a capture may still look at what was last written in {@code version}, of a key group.
   */
  boolean isPinned(int version, int keyGroup) {
    return version <= newestPinnedOf.getAcquire(keyGroup);
  }

  boolean anyPinned() {
    return newestPinned != NONE;
  }

  /** Whether a capture may still look at anything of a key group. */
  boolean anyPinned(int keyGroup) {
    return newestPinnedOf.getAcquire(keyGroup) != NONE;
  }

  /** From now on there may be snapshots that others build on. */
  void rememberChanges() {
    remembering = true;
  }

  /** Whether any snapshot may ever ask what was removed. */
  boolean remembersChanges() {
    return remembering;
  }

  /**
   * Notes that a snapshot was published: later ones ask for what changed after it, or after the
   * older version {@code since}, and after no other that has ended.
   */
  void complete(int version, int since) {
    completed = Math.max(completed, version);
    remembered = Math.max(remembered, since);
  }

  /** The version of the newest published snapshot. */
  int completed() {
    return completed;
  }

  /** The version up to which no snapshot will ever ask again what changed. */
  int remembered() {
    return remembered;
  }
}
