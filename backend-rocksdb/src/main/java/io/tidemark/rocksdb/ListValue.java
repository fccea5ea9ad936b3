package io.tidemark.rocksdb;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a list. Elements {@code [0, size)} are here; those before {@link #begin} belong
 * to earlier generations. It is <i>complete</i> if nothing is missing before them; otherwise it has
 * only what its own generation appended, and {@link #older} leads to what earlier ones did.
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

  boolean complete;

  /** Whether the generation puts the whole list in the place of what was there. */
  boolean replaces;

  /** The frozen entry whose appends come before, in a list that is not complete. */
  @Nullable Entry older;

  static ListValue empty() {
    ListValue list = new ListValue();
    list.complete = true;
    return list;
  }

  /** An empty list that takes the place of whatever was there. */
  static ListValue replacing() {
    ListValue list = empty();
    list.replaces = true;
    return list;
  }

  /** A list of which only the appends are known. */
  static ListValue appends(@Nullable Entry older) {
    ListValue list = new ListValue();
    list.older = older;
    return list;
  }

  /** What follows on this complete list in a newer generation. */
  ListValue successor() {
    ListValue list = new ListValue();
    list.items = items;
    list.stamps = stamps;
    list.size = size;
    list.begin = size;
    list.complete = true;
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

  /** Adds the own elements of {@code other}. */
  void addOwn(ListValue other, boolean stamped) {
    for (int i = other.begin; i < other.size; i++) {
      add(other.items[i], stamped ? other.stamps[i] : 0, stamped);
    }
  }
}
