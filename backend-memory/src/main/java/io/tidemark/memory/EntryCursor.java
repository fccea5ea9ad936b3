package io.tidemark.memory;

/**
 * Walks over the entries of a directory that does not change meanwhile: one that is captured, or
 * between two writes.
 */
final class EntryCursor {

  /** So that every entry counts as changed. */
  static final int EVERYTHING = -1;

  private final PageDirectory entries;
  private final int base;
  private int pointer;
  private Page page;
  private long rest;
  private int slot;

  /**
   * Begins before the first entry.
   *
   * @param base entries that did not change since that version are left out, unless it is {@link
   *     #EVERYTHING}
   */
  EntryCursor(PageDirectory entries, int base) {
    this.entries = entries;
    this.base = base;
    page = entries.atPointer(0);
    pointer = entries.pointersTo(page);
    rest = wanted(page);
  }

  /** Moves to the next entry; false if there is none. */
  boolean next() {
    while (rest == 0) {
      if (page.next != null) {
        page = page.next;
      } else if (pointer < entries.pointers()) {
        page = entries.atPointer(pointer);
        pointer += entries.pointersTo(page);
      } else {
        return false;
      }
      rest = wanted(page);
    }
    slot = Long.numberOfTrailingZeros(rest);
    rest &= rest - 1;
    return true;
  }

  Page page() {
    return page;
  }

  int slot() {
    return slot;
  }

  private long wanted(Page candidate) {
    if (base == EVERYTHING) {
      return candidate.used();
    }
    // Most pages have no change, and what they use is not worth a look at their rows then.
    long changed = candidate.changedSince(base);
    return changed == 0 ? 0 : changed & candidate.used();
  }
}
