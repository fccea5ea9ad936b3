package io.tidemark.memory;

/**
 * The entries of a chain of pages, told apart by one bit more of their hashes.
 *
 * @param left those without the bit
 * @param right those with the bit
 */
record PageHalves(Page left, Page right) {

  /** The halves of all entries in the chain that begins with {@code head}. */
  static PageHalves of(Page head, Layout layout) {
    int depth = head.depth + 1;
    Page left = new Page(layout, Page.MAX_SLOTS, depth, head.version);
    Page right = new Page(layout, Page.MAX_SLOTS, depth, head.version);
    for (Page page = head; page != null; page = page.next) {
      for (long rest = page.used(); rest != 0; rest &= rest - 1) {
        int slot = Long.numberOfTrailingZeros(rest);
        long hash = layout.hashOf(page.longs, page.objects, slot);
        boolean high = (hash >>> Long.SIZE - depth & 1) != 0;
        append(high ? right : left, page, slot, hash, layout);
      }
    }
    return new PageHalves(left, right);
  }

  /** Adds a row to the last page of a chain, or to one more page behind it. */
  private static void append(Page head, Page from, int slot, long hash, Layout layout) {
    Page page = head;
    while (!page.hasRoom()) {
      if (page.next == null) {
        page.next = new Page(layout, Page.MAX_SLOTS, head.depth, head.version);
      }
      page = page.next;
    }
    page.adoptVersions(from);
    page.adopt(from, slot, hash, layout);
  }
}
