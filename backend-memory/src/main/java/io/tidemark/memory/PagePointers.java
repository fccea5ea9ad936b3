package io.tidemark.memory;

import io.tidemark.serialization.LongEncoded;
import org.jspecify.annotations.Nullable;

/**
 * Where the pages of a directory are, and how an entry is found in them: the first {@code depth}
 * bits of a hash choose a pointer, the pointer leads to a page, several neighbouring pointers may
 * lead to the same.
 *
 * <p>It is a part of its {@link PageDirectory}, not an object behind it: each step from object to
 * object of a look-up may wait for memory.
 */
abstract sealed class PagePointers permits PageDirectory {

  private static final Page[] NONE = {};
  private static final long[][] NO_LONGS = {};
  private static final Object[][] NO_OBJECTS = {};
  private static final int[] NO_VERSIONS = {};

  /**
   * The page, as long as one is enough; null with more. Key groups of little state are so small,
   * and then nothing lies between them and their page.
   */
  private @Nullable Page only;

  private long @Nullable [] onlyLongs;
  private int onlySlots;

  /** The pointers; none as long as one page is enough. */
  private Page[] pages = NONE;

  /**
   * The rows of the pages once more, so that a look-up need not go through a page to them: each
   * step from object to object may wait for memory.
   */
  private long[][] longs = NO_LONGS;

  private Object[][] objects = NO_OBJECTS;

  /** The versions of the pages once more, for who looks for the few of them that were written. */
  private int[] pageVersions = NO_VERSIONS;

  /** How far a hash is shifted to find its pointer: by all 64 bits as long as there are none. */
  private int shift;

  /** How many pages need all bits of the pointers. */
  private int deepest;

  PagePointers(Page page) {
    setOnly(page);
    shift = Long.SIZE;
    deepest = 1;
  }

  /** The same pages, behind pointers of their own. */
  PagePointers(PagePointers original) {
    only = original.only;
    onlyLongs = original.onlyLongs;
    onlySlots = original.onlySlots;
    pages = only == null ? original.pages.clone() : NONE;
    longs = only == null ? original.longs.clone() : NO_LONGS;
    objects = only == null ? original.objects.clone() : NO_OBJECTS;
    pageVersions = only == null ? original.pageVersions.clone() : NO_VERSIONS;
    shift = original.shift;
    deepest = original.deepest;
  }

  /**
   * The page that holds the probe's entry, with the slot in the probe, or null. Changes nothing
   * here.
   */
  final @Nullable Page find(Probe probe, Layout layout) {
    int slot = findInHead(probe, layout);
    Page head = at(probe.hash);
    return slot < 0 ? findInTail(head, probe, layout) : found(head, slot, probe);
  }

  /**
   * The longs of the page that holds the probe's entry, with the slot in the probe, or null. Only
   * for rows that are {@linkplain Layout#paired pairs}. Changes nothing here.
   */
  private long @Nullable [] findLongs(Probe probe, Layout layout) {
    long[] rows = onlyLongs;
    int slots = onlySlots;
    if (rows == null) {
      rows = longs[index(probe.hash)];
      slots = Page.MAX_SLOTS;
    }
    int slot = Page.find(rows, slots, probe, Layout.PAIR);
    if (slot >= 0) {
      probe.slot = slot;
      return rows;
    }
    Page page = findInTail(at(probe.hash), probe, layout);
    return page == null ? null : page.longs;
  }

  /**
   * The value of the probe's entry, or null. Only for rows that are {@linkplain Layout#paired
   * pairs}. Most entries are at home in a page of full size, and are told with as few steps as can
   * be: the fewer there are from one read to the next, the more reads wait for memory together.
   */
  final <V> @Nullable V readPair(Probe probe, Layout layout, LongEncoded<V> values) {
    long[][] heads = longs;
    int index = index(probe.hash);
    // As long as one page is enough there are no pointers, and so no index of one.
    if (index >= 0 && index < heads.length) {
      long[] rows = heads[index];
      int key = Layout.keyOfPair(Page.home(probe.hash, Page.MAX_SLOTS));
      long found = rows[key];
      long value = rows[key + 1];
      if (found == probe.bits) {
        return values.fromLong(value);
      }
    }
    long[] rows = findLongs(probe, layout);
    return rows == null ? null : values.fromLong(rows[Layout.valueOfPair(probe.slot)]);
  }

  /**
   * The objects of the page that holds the probe's entry, with the slot in the probe, or null.
   * Changes nothing here.
   */
  final Object @Nullable [] findObjects(Probe probe, Layout layout) {
    if (only == null) {
      int index = index(probe.hash);
      Object[] rows = objects[index];
      int slot = Page.find(longs[index], rows, Page.MAX_SLOTS, probe, layout);
      if (slot >= 0) {
        probe.slot = slot;
        return rows;
      }
    }
    Page page = find(probe, layout);
    return page == null ? null : page.objects;
  }

  /**
   * The slot of the probe's entry in the first page of its chain, or {@code -1}. The page itself is
   * not looked at: it may still be on its way from memory, as its rows are.
   */
  final int findInHead(Probe probe, Layout layout) {
    Page single = only;
    long[] rows = onlyLongs;
    int slots = onlySlots;
    int index = 0;
    if (rows == null) {
      index = index(probe.hash);
      rows = longs[index];
      slots = Page.MAX_SLOTS;
    }
    if (layout.plain) {
      return Page.find(rows, slots, probe, layout.longs);
    }
    return Page.find(rows, single == null ? objects[index] : single.objects, slots, probe, layout);
  }

  /** The page behind {@code head} that holds the probe's entry, with the slot in the probe. */
  static @Nullable Page findInTail(Page head, Probe probe, Layout layout) {
    for (Page page = head.next; page != null; page = page.next) {
      int slot = page.find(probe, layout);
      if (slot >= 0) {
        return found(page, slot, probe);
      }
    }
    return null;
  }

  static Page found(Page page, int slot, Probe probe) {
    probe.slot = slot;
    return page;
  }

  /** The first page of the chain for the hashes that begin like {@code hash}. */
  final Page at(long hash) {
    Page single = only;
    return single == null ? pages[index(hash)] : single;
  }

  /** The first page of the chain at a position among the pointers, less than {@link #pointers}. */
  final Page atPointer(int position) {
    Page single = only;
    return single == null ? pages[position] : single;
  }

  /**
   * Whether anything in the chain at a position among the pointers was written after {@code base}
   * ended.
   */
  final boolean isWrittenSince(int position, int base) {
    Page single = only;
    return (single == null ? pageVersions[position] : single.version) > base;
  }

  final int pointers() {
    return 1 << depth();
  }

  /** How many neighbouring pointers lead to {@code page}. */
  final int pointersTo(Page page) {
    return 1 << depth() - page.depth;
  }

  /** Which pointer leads to the pages of a hash, where there are pointers. */
  private int index(long hash) {
    return (int) (hash >>> shift);
  }

  final int depth() {
    return Long.SIZE - shift;
  }

  /** Lets all pointers for the leading bits of {@code hash} lead to {@code page}. */
  final void point(long hash, Page page) {
    if (only != null) {
      setOnly(page);
      return;
    }
    int spare = depth() - page.depth;
    int first = index(hash) >>> spare << spare;
    for (int i = first, end = first + (1 << spare); i < end; i++) {
      pages[i] = page;
      longs[i] = page.longs;
      objects[i] = page.objects;
      pageVersions[i] = page.version;
    }
  }

  /** Lets the pointers lead to these pages of the same depth, one each. */
  final void spread(Page[] several) {
    setPages(several);
    shift = Long.SIZE - several[0].depth;
    deepest = several.length;
  }

  /** Puts two pages in the place of the one that they have the entries of. */
  final void replaceByHalves(long hash, Page left, Page right) {
    int depth = left.depth;
    if (depth > depth()) {
      doublePointers();
    }
    long bit = 1L << Long.SIZE - depth;
    point(hash & ~bit, left);
    point(hash | bit, right);
    if (depth == depth()) {
      deepest += 2;
    }
  }

  /** Puts a page in the place of the two whose entries it has. */
  final void replaceByJoined(long hash, Page joined) {
    if (joined.depth + 1 == depth()) {
      deepest -= 2;
    }
    point(hash, joined);
    while (deepest == 0 && depth() > 0) {
      halvePointers();
    }
  }

  private void doublePointers() {
    Page[] doubled = new Page[pointers() * 2];
    for (int i = 0; i < doubled.length; i++) {
      doubled[i] = atPointer(i >>> 1);
    }
    setPages(doubled);
    shift--;
    deepest = 0;
  }

  private void halvePointers() {
    Page[] halved = new Page[pages.length / 2];
    shift++;
    for (int i = 0; i < halved.length; i++) {
      halved[i] = pages[i * 2];
      if (halved[i].depth == depth()) {
        deepest++;
      }
    }
    if (halved.length == 1) {
      setOnly(halved[0]);
    } else {
      setPages(halved);
    }
  }

  private void setOnly(Page page) {
    only = page;
    onlyLongs = page.longs;
    onlySlots = page.slots();
    pages = NONE;
    longs = NO_LONGS;
    objects = NO_OBJECTS;
    pageVersions = NO_VERSIONS;
  }

  private void setPages(Page[] several) {
    only = null;
    onlyLongs = null;
    pages = several;
    longs = new long[several.length][];
    objects = new Object[several.length][];
    pageVersions = new int[several.length];
    for (int i = 0; i < several.length; i++) {
      longs[i] = several[i].longs;
      objects[i] = several[i].objects;
      pageVersions[i] = several[i].version;
    }
  }
}
