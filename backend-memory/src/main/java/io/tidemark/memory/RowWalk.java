package io.tidemark.memory;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the entries of a directory that may change meanwhile. It goes through the hashes
 * upwards and copies one page at a time, so that every entry that stays is seen exactly once,
 * whatever splits, joins or is copied for a capture.
 */
final class RowWalk {

  private final Supplier<@Nullable PageDirectory> entries;
  private final Layout layout;
  private long position;
  private boolean ended;
  private @Nullable Page page;
  private long rest;
  private int slot;

  /**
   * Begins before the first entry.
   *
   * @param entries the directory as it is at the time of the call, null where there is none any
   *     more
   */
  RowWalk(Supplier<@Nullable PageDirectory> entries, Layout layout) {
    this.entries = entries;
    this.layout = layout;
  }

  /** Moves to the next entry; false if there is none. */
  boolean next() {
    while (rest == 0) {
      Page following = page == null ? null : page.next;
      if (following == null && !ended) {
        following = nextChain();
      }
      if (following == null) {
        return false;
      }
      page = following;
      rest = following.used();
    }
    slot = Long.numberOfTrailingZeros(rest);
    rest &= rest - 1;
    return true;
  }

  /** The entry's row, as it was when the walk came to its page. */
  Page page() {
    if (page == null) {
      throw new IllegalStateException("next() was not called");
    }
    return page;
  }

  int slot() {
    return slot;
  }

  private @Nullable Page nextChain() {
    PageDirectory directory = entries.get();
    if (directory == null) {
      ended = true;
      return null;
    }
    Page head = directory.at(position);
    Page copy = head.copyFrom(position, layout);
    position = head.endOf(position);
    ended = position == 0;
    return copy;
  }
}
