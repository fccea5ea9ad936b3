package io.tidemark.memory;

import org.jspecify.annotations.Nullable;

/**
 * Walks over the pages of a directory that does not change meanwhile, some at a time. Pages lie
 * anywhere in memory, and a processor waits for many looks at once, but for each use by itself: so
 * all pages of a batch are looked at before any is used.
 */
final class PageBatch {

  private static final int MAX_PAGES = 32;

  /** From so many rows on, looking at more of them at once gains nothing. */
  private static final int MANY_ROWS = 256;

  private final PageDirectory entries;
  private final int base;
  private final Page[] pages = new Page[MAX_PAGES];
  private final long[] rows = new long[MAX_PAGES];
  private int size;
  private int pointer;
  private @Nullable Page last;
  private @Nullable Page chained;

  /**
   * Begins before the first batch.
   *
   * @param base entries that did not change since that version are left out, unless it is {@link
   *     EntryCursor#EVERYTHING}
   */
  PageBatch(PageDirectory entries, int base) {
    this.entries = entries;
    this.base = base;
  }

  /** Moves to the next pages with wanted entries; false if there are none. */
  boolean next() {
    int found = 0;
    int count = 0;
    Page page = following();
    while (page != null) {
      long wanted = base == EntryCursor.EVERYTHING ? page.used() : page.changedSince(base);
      pages[found] = page;
      rows[found] = wanted;
      chained = page.next;
      if (wanted != 0) {
        found++;
        count += Long.bitCount(wanted);
        if (found == MAX_PAGES || count >= MANY_ROWS) {
          break;
        }
      }
      page = following();
    }
    size = found;
    if (base != EntryCursor.EVERYTHING) {
      for (int i = 0; i < found; i++) {
        rows[i] &= pages[i].used();
      }
    }
    return found > 0;
  }

  private @Nullable Page following() {
    Page page = chained;
    // Neighbouring pointers may lead to the same page; to ask it how many do would be to wait.
    while (page == null && pointer < entries.pointers()) {
      int position = pointer++;
      if (entries.isWrittenSince(position, base)) {
        Page head = entries.atPointer(position);
        if (head != last) {
          last = head;
          page = head;
        }
      }
    }
    return page;
  }

  /** How many pages the batch has. */
  int size() {
    return size;
  }

  Page page(int position) {
    return pages[position];
  }

  /** The wanted entries of the page at {@code position}, a bit each. */
  long rows(int position) {
    return rows[position];
  }
}
