package io.tidemark.memory;

import io.tidemark.serialization.LongEncoded;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A hash table made of {@link Page}s (extendible hashing): the first {@code depth} bits of a hash
 * choose a pointer, the pointer leads to a page, several neighbouring pointers may lead to the
 * same.
 *
 * <p>A full page doubles its slots up to {@value Page#MAX_SLOTS} and from then on splits in two,
 * alone: an insertion never costs more than moving 64 rows, or doubling the pointers, which are 16
 * bytes for some 30 entries. Two halves that became small are joined again, and the pointers halved
 * once no page needs all their bits, so what was emptied is given back. Pointers are never more
 * than a quarter of the entries; pages whose hashes collide beyond that become chains.
 *
 * <p>A capture holds the directory itself. The first write into a directory that is pinned goes to
 * a {@linkplain #writable copy} with pointers of its own, and the first write into a page that is
 * pinned to a copy of that page: what a capture costs is paid by the writes that come after it, 64
 * rows at a time.
 */
final class PageDirectory {

  /** Two pages of full size are joined when they hold no more than this, half of what one takes. */
  private static final int JOINED = Page.room(Page.MAX_SLOTS) / 2;

  /** So many entries a page has on average when its number is known: few pages get too many. */
  private static final int SIZED = 40;

  private static final int MAX_SIZED_DEPTH = 20;

  private static final int MAX_DEPTH = 28;
  private static final Page[] NONE = {};
  private static final long[][] NO_LONGS = {};
  private static final Object[][] NO_OBJECTS = {};
  private static final int[] NO_VERSIONS = {};

  private int version;

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

  private int size;

  /** How many pages need all bits of the pointers. */
  private int deepest;

  PageDirectory(Layout layout, int version) {
    this(new Page(layout, Page.MIN_SLOTS, 0, version));
  }

  private PageDirectory(Page page) {
    version = page.version;
    setOnly(page);
    shift = Long.SIZE;
    deepest = 1;
  }

  /** A directory in which about {@code entries} find room without that any page splits. */
  static PageDirectory sized(Layout layout, int version, long entries) {
    PageDirectory sized = new PageDirectory(layout, version);
    int depth = 0;
    while (depth < MAX_SIZED_DEPTH && entries >>> depth > SIZED) {
      depth++;
    }
    if (depth > 0) {
      Page[] pages = new Page[1 << depth];
      for (int i = 0; i < pages.length; i++) {
        pages[i] = new Page(layout, Page.MAX_SLOTS, depth, version);
      }
      sized.shift = Long.SIZE - depth;
      sized.deepest = pages.length;
      sized.setPages(pages);
    }
    return sized;
  }

  private PageDirectory(PageDirectory original, int version) {
    this.version = version;
    only = original.only;
    onlyLongs = original.onlyLongs;
    onlySlots = original.onlySlots;
    pages = only == null ? original.pages.clone() : NONE;
    longs = only == null ? original.longs.clone() : NO_LONGS;
    objects = only == null ? original.objects.clone() : NO_OBJECTS;
    pageVersions = only == null ? original.pageVersions.clone() : NO_VERSIONS;
    shift = original.shift;
    size = original.size;
    deepest = original.deepest;
  }

  /** How many entries there are. */
  int size() {
    return size;
  }

  /** The version in which anything here was written last. */
  int version() {
    return version;
  }

  /** This directory if no capture sees it, or a copy to be put in its place. */
  PageDirectory writable(Versions versions) {
    if (version == versions.current()) {
      return this;
    }
    return writable(versions, versions.isPinned(version));
  }

  /** These entries of a key group if no capture sees them, or a copy to be put in their place. */
  PageDirectory writable(Versions versions, Layout layout, int keyGroup) {
    if (version == versions.current()) {
      return this;
    }
    return writable(versions, isPinned(version, keyGroup, layout, versions));
  }

  private PageDirectory writable(Versions versions, boolean pinned) {
    if (pinned) {
      return new PageDirectory(this, versions.current());
    }
    version = versions.current();
    return this;
  }

  private static boolean isPinned(int version, int keyGroup, Layout layout, Versions versions) {
    return layout.whole ? versions.isPinned(version, keyGroup) : versions.isPinned(version);
  }

  /**
   * The page that holds the probe's entry, with the slot in the probe, or null. Changes nothing
   * here.
   */
  @Nullable Page find(Probe probe, Layout layout) {
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
  <V> @Nullable V readPair(Probe probe, Layout layout, LongEncoded<V> values) {
    long[][] pages = longs;
    int index = index(probe.hash);
    // As long as one page is enough there are no pointers, and so no index of one.
    if (index >= 0 && index < pages.length) {
      long[] rows = pages[index];
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
  Object @Nullable [] findObjects(Probe probe, Layout layout) {
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
   * Like {@link #find}, but in a page that may be written, without noting a change. The directory
   * is writable.
   */
  @Nullable Page findWritable(Probe probe, Layout layout, Versions versions) {
    return find(probe, layout) == null ? null : renewed(probe, layout, versions);
  }

  /**
   * The page in which the probe has just found its entry, here or in what this is a copy of, to be
   * written. Notes no change. The directory is writable.
   */
  Page renewed(Probe probe, Layout layout, Versions versions) {
    Page head = head(probe.hash, probe.group, layout, versions);
    return head.next == null ? head : Objects.requireNonNull(find(probe, layout));
  }

  /**
   * The page that holds the probe's entry, to be written, or null: the entry counts as changed. The
   * directory is writable.
   */
  @Nullable Page touch(Probe probe, Layout layout, Versions versions) {
    Page page = head(probe.hash, probe.group, layout, versions);
    int slot = findInHead(probe, layout);
    if (slot < 0) {
      page = findInTail(page, probe, layout);
      if (page == null) {
        return null;
      }
      slot = probe.slot;
    }
    page.touch(slot);
    probe.inserted = false;
    return found(page, slot, probe);
  }

  /** Like {@link #touch}, but where there is no entry it is made, without a value. */
  Page claim(Probe probe, Layout layout, Versions versions) {
    Page page = touch(probe, layout, versions);
    return page == null ? insert(at(probe.hash), probe, layout) : page;
  }

  /** Removes the probe's entry if it is there. The directory is writable. */
  void remove(Probe probe, Layout layout, Versions versions) {
    Page page = findWritable(probe, layout, versions);
    if (page != null) {
      remove(page, probe, layout, versions);
    }
  }

  /**
   * Removes the entry in the probe's slot of {@code page}, which the probe found in writable pages.
   */
  void remove(Page page, Probe probe, Layout layout, Versions versions) {
    ownLongs(page, probe.hash);
    page.remove(probe.slot, layout);
    size--;
    Page head = at(probe.hash);
    if (head.next != null) {
      shortenChain(head, probe.hash, layout);
    } else if (page.size() <= Page.room(page.slots()) / 4) {
      shrink(page, probe, layout, versions);
    }
  }

  /**
   * The slot of the probe's entry in the first page of its chain, or {@code -1}. The page itself is
   * not looked at: it may still be on its way from memory, as its rows are.
   */
  private int findInHead(Probe probe, Layout layout) {
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
  private static @Nullable Page findInTail(Page head, Probe probe, Layout layout) {
    for (Page page = head.next; page != null; page = page.next) {
      int slot = page.find(probe, layout);
      if (slot >= 0) {
        return found(page, slot, probe);
      }
    }
    return null;
  }

  private static Page found(Page page, int slot, Probe probe) {
    probe.slot = slot;
    return page;
  }

  /** The first page of the chain for the hashes that begin like {@code hash}. */
  Page at(long hash) {
    Page single = only;
    return single == null ? pages[index(hash)] : single;
  }

  /** The first page of the chain at a position among the pointers, less than {@link #pointers}. */
  Page atPointer(int position) {
    Page single = only;
    return single == null ? pages[position] : single;
  }

  /**
   * Whether anything in the chain at a position among the pointers was written after {@code base}
   * ended.
   */
  boolean isWrittenSince(int position, int base) {
    Page single = only;
    return (single == null ? pageVersions[position] : single.version) > base;
  }

  int pointers() {
    return 1 << depth();
  }

  /** How many neighbouring pointers lead to {@code page}. */
  int pointersTo(Page page) {
    return 1 << depth() - page.depth;
  }

  /** The first page of the chain for {@code hash}, of the current version. */
  private Page head(long hash, int keyGroup, Layout layout, Versions versions) {
    Page page = at(hash);
    return page.version == versions.current()
        ? page
        : renew(page, hash, keyGroup, layout, versions);
  }

  private Page renew(Page page, long hash, int keyGroup, Layout layout, Versions versions) {
    if (isPinned(page.version, keyGroup, layout, versions)) {
      Page copy = page.copy(layout, versions);
      point(hash, copy);
      return copy;
    }
    page.roll(versions);
    point(hash, page);
    return page;
  }

  private Page insert(Page first, Probe probe, Layout layout) {
    Page head = first;
    Page page = withRoom(head);
    while (page == null) {
      makeRoom(head, probe.hash, layout);
      head = at(probe.hash);
      page = withRoom(head);
    }
    size++;
    ownLongs(page, probe.hash);
    probe.slot = page.add(probe, layout);
    probe.inserted = true;
    return page;
  }

  private void ownLongs(Page page, long hash) {
    if (page.ownLongs()) {
      point(hash, at(hash));
    }
  }

  private static @Nullable Page withRoom(Page head) {
    for (Page page = head; page != null; page = page.next) {
      if (page.hasRoom()) {
        return page;
      }
    }
    return null;
  }

  private void makeRoom(Page head, long hash, Layout layout) {
    if (head.slots() < Page.MAX_SLOTS) {
      point(hash, resized(head, head.slots() * 2, head.depth, layout));
    } else if (head.depth < depth() || mayDouble()) {
      split(head, hash, layout);
    } else {
      Page last = head;
      while (last.next != null) {
        last = last.next;
      }
      last.next = new Page(layout, Page.MAX_SLOTS, head.depth, head.version);
    }
  }

  private boolean mayDouble() {
    return depth() < MAX_DEPTH && pointers() * 2 <= Math.max(16, size / 4);
  }

  private void split(Page head, long hash, Layout layout) {
    if (head.depth == depth()) {
      doublePointers();
    }
    int childDepth = head.depth + 1;
    Page left = new Page(layout, Page.MAX_SLOTS, childDepth, head.version);
    Page right = new Page(layout, Page.MAX_SLOTS, childDepth, head.version);
    for (Page page = head; page != null; page = page.next) {
      for (long rest = page.used(); rest != 0; rest &= rest - 1) {
        int slot = Long.numberOfTrailingZeros(rest);
        long rowHash = layout.hashOf(page.longs, page.objects, slot);
        boolean high = (rowHash >>> Long.SIZE - childDepth & 1) != 0;
        append(high ? right : left, page, slot, rowHash, layout);
      }
    }
    long bit = 1L << Long.SIZE - childDepth;
    point(hash & ~bit, left);
    point(hash | bit, right);
    if (childDepth == depth()) {
      deepest += 2;
    }
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

  /** Gives back what a removal left over: joins halves, halves the pointers, shrinks the page. */
  private void shrink(Page removedFrom, Probe probe, Layout layout, Versions versions) {
    long hash = probe.hash;
    Page page = removedFrom;
    while (page.depth > 0) {
      long buddyHash = hash ^ 1L << Long.SIZE - page.depth;
      Page buddy = at(buddyHash);
      if (buddy.depth != page.depth || buddy.next != null || buddy.size() + page.size() > JOINED) {
        return;
      }
      Page joined = resized(page, Page.MAX_SLOTS, page.depth - 1, layout);
      adoptAll(joined, head(buddyHash, probe.group, layout, versions), layout);
      if (page.depth == depth()) {
        deepest -= 2;
      }
      point(hash, joined);
      page = joined;
      while (deepest == 0 && depth() > 0) {
        halvePointers();
      }
    }
    int slots = page.slots();
    while (slots > Page.MIN_SLOTS && page.size() <= Page.room(slots) / 4) {
      slots /= 2;
    }
    if (slots < page.slots()) {
      point(hash, resized(page, slots, page.depth, layout));
    }
  }

  private void shortenChain(Page head, long hash, Layout layout) {
    int entries = 0;
    for (Page page = head; page != null; page = page.next) {
      entries += page.size();
    }
    if (entries <= Page.room(Page.MAX_SLOTS) / 2) {
      Page only = resized(head, Page.MAX_SLOTS, head.depth, layout);
      for (Page page = head.next; page != null; page = page.next) {
        adoptAll(only, page, layout);
      }
      point(hash, only);
    }
  }

  private static Page resized(Page page, int slots, int depth, Layout layout) {
    Page resized = new Page(layout, slots, depth, page.version);
    adoptAll(resized, page, layout);
    return resized;
  }

  private static void adoptAll(Page target, Page from, Layout layout) {
    target.adoptVersions(from);
    for (long rest = from.used(); rest != 0; rest &= rest - 1) {
      int slot = Long.numberOfTrailingZeros(rest);
      target.adopt(from, slot, layout.hashOf(from.longs, from.objects, slot), layout);
    }
  }

  /** Which pointer leads to the pages of a hash, where there are pointers. */
  private int index(long hash) {
    return (int) (hash >>> shift);
  }

  private int depth() {
    return Long.SIZE - shift;
  }

  /** Lets all pointers for the leading bits of {@code hash} lead to {@code page}. */
  private void point(long hash, Page page) {
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
