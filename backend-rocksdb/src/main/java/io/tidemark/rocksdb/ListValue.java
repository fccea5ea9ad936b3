package io.tidemark.rocksdb;

import java.util.Arrays;

/**
 * A whole list. Elements {@code [0, size)} are here; those before {@link #begin} belong to earlier
 * generations.
 *
 * <p>The arrays may be shared with a frozen list, which looks only at its own part of them; a list
 * only ever writes behind its end, and has one successor.
 */
final class ListValue {

  private static final Object[] NOTHING = new Object[0];
  private static final long[] NO_STAMPS = new long[0];

  Object[] items = NOTHING;
  long[] stamps = NO_STAMPS;
  int size;

  /** Where the current generation's own elements begin. */
  int begin;

  /** How many of the first elements are those of a list that was frozen. */
  int shared;

  /** Whether the generation puts the whole list in the place of what was there. */
  boolean replaces;

  /** An empty list that takes the place of whatever was there. */
  static ListValue replacing() {
    ListValue list = new ListValue();
    list.replaces = true;
    return list;
  }

  /** What follows on this list in a newer generation. */
  ListValue successor() {
    ListValue list = new ListValue();
    list.items = items;
    list.stamps = stamps;
    list.size = size;
    list.begin = size;
    list.shared = size;
    return list;
  }

  void add(Object item, long stamp, boolean stamped) {
    if (size == items.length) {
      items = Arrays.copyOf(items, Math.max(4, size * 2));
    }
    items[size] = item;
    if (stamped) {
      if (size >= stamps.length) {
        stamps = Arrays.copyOf(stamps, Math.max(4, size * 2));
      }
      stamps[size] = stamp;
    }
    size++;
  }
}
