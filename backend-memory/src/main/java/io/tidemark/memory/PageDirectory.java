package io.tidemark.memory;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A hash table made of {@link Page}s (extendible hashing): {@link PagePointers} lead to the page of
 * an entry, and here pages are written, split and joined.
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
final class PageDirectory extends PagePointers {

  /** Two pages of full size are joined when they hold no more than this, half of what one takes. */
  private static final int JOINED = Page.room(Page.MAX_SLOTS) / 2;

  /** So many entries a page has on average when its number is known: few pages get too many. */
  private static final int SIZED = 40;

  private static final int MAX_SIZED_DEPTH = 20;
  private static final int MAX_DEPTH = 28;

  private int version;
  private int size;

  PageDirectory(Layout layout, int version) {
    super(new Page(layout, Page.MIN_SLOTS, 0, version));
    this.version = version;
  }

  private PageDirectory(PageDirectory original, int version) {
    super(original);
    this.version = version;
    size = original.size;
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
      sized.spread(pages);
    }
    return sized;
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
    if (page.ownLongs(probe, layout)) {
      point(probe.hash, head);
    }
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
      point(hash, head.resized(head.slots() * 2, head.depth, layout));
    } else if (head.depth < depth() || mayDouble()) {
      PageHalves halves = PageHalves.of(head, layout);
      replaceByHalves(hash, halves.left(), halves.right());
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
      Page joined = page.resized(Page.MAX_SLOTS, page.depth - 1, layout);
      joined.adoptAll(head(buddyHash, probe.group, layout, versions), layout);
      replaceByJoined(hash, joined);
      page = joined;
    }
    int slots = page.slots();
    while (slots > Page.MIN_SLOTS && page.size() <= Page.room(slots) / 4) {
      slots /= 2;
    }
    if (slots < page.slots()) {
      point(hash, page.resized(slots, page.depth, layout));
    }
  }

  private void shortenChain(Page head, long hash, Layout layout) {
    int entries = 0;
    for (Page page = head; page != null; page = page.next) {
      entries += page.size();
    }
    if (entries <= Page.room(Page.MAX_SLOTS) / 2) {
      Page whole = head.resized(Page.MAX_SLOTS, head.depth, layout);
      for (Page page = head.next; page != null; page = page.next) {
        whole.adoptAll(page, layout);
      }
      point(hash, whole);
    }
  }
}
