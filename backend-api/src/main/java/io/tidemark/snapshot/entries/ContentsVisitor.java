package io.tidemark.snapshot.entries;

import io.tidemark.spi.SnapshotEntry;

/** Sees the entries of a snapshot's states. */
@FunctionalInterface
public interface ContentsVisitor {

  /**
   * Sees one entry, and says whether it wants more.
   *
   * @param state the state that it belongs to; the same object each time
   * @param subtask the index of the subtask that wrote it
   * @param entry valid until the method returns
   */
  boolean visit(SnapshotState state, int subtask, SnapshotEntry entry);
}
