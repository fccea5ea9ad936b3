package io.tidemark.memory;

import org.jspecify.annotations.Nullable;

/**
 * A small open-addressing table: rows of longs and objects side by side, no object for an entry.
 *
 * <p>It has a power of two of slots, at most {@value #MAX_SLOTS}, so that one long holds a bit for
 * each: which are used, which changed, which are new. Collisions go to the next slot (linear
 * probing: a row and its neighbours share cache lines), removal closes the gap, so there are no
 * graves. A page is at most 7/8 full and, after a split, half as full as it was: a Long → Long
 * entry takes 16 bytes ÷ 0.6 and its share of 120 bytes for the page and array headers, about 31 in
 * all.
 */
final class Page extends TrackedRows {

  static final int MAX_SLOTS = MAX_ROWS;
  static final int MIN_SLOTS = 4;

  /** The number of slots less one. */
  private final int mask;

  /** How many leading bits of the hash all entries here have in common. */
  final byte depth;

  /** Whether another version of this page has the same longs. */
  private boolean sharesLongs;

  /**
   * More entries with the same leading bits, where splitting would not tell them apart: only hashes
   * that collide in all their bits make such chains.
   */
  @Nullable Page next;

  Page(Layout layout, int slots, int depth, int version) {
    super(layout, slots, version);
    this.mask = slots - 1;
    this.depth = (byte) depth;
    vacate(longs, 0, layout);
    if (layout.text) {
      longs[Layout.TEXTS_END] = longs.length;
    }
  }

  private Page(long[] longs, Page from) {
    super(longs, from.objects.length == 0 ? from.objects : from.objects.clone(), from);
    mask = from.mask;
    depth = from.depth;
  }

  int slots() {
    return mask + 1;
  }

  /**
   * The first hash behind those that belong here, of which {@code hash} is one; 0 if there is none.
   */
  long endOf(long hash) {
    return depth == 0 ? 0 : (hash >>> Long.SIZE - depth) + 1 << Long.SIZE - depth;
  }

  /** Whether one more entry finds room: at 7/8, runs of used slots are still short. */
  boolean hasRoom() {
    return size() < room(mask + 1);
  }

  /** How many entries a page of {@code slots} slots takes. */
  static int room(int slots) {
    return slots - Math.max(1, slots >> 3);
  }

  @Override
  long used() {
    return longs[Layout.USED];
  }

  /** The slot of the probe's entry, or {@code -1}. */
  int find(Probe probe, Layout layout) {
    return find(longs, objects, mask + 1, probe, layout);
  }

  /** The slot of the probe's entry in the rows of a page of {@code slots} slots, or {@code -1}. */
  static int find(long[] longs, Object[] objects, int slots, Probe probe, Layout layout) {
    if (layout.plain) {
      return find(longs, slots, probe, layout.longs);
    }
    long occupied = longs[Layout.USED];
    int width = layout.longs;
    int slot = home(probe.hash, slots);
    while ((occupied >>> slot & 1) != 0) {
      if (((longs[layout.start + slot * width] ^ probe.bits) & layout.identityBits) == 0
          && layout.matchesRest(longs, objects, slot, probe)) {
        return slot;
      }
      slot = slot + 1 & slots - 1;
    }
    return -1;
  }

  /**
   * The same where the first of a row's {@code width} longs is the whole identity. Most entries are
   * at home, and to see that takes no look at {@link Layout#USED}: a free row {@linkplain #vacate
   * holds} nothing that is at home there.
   */
  static int find(long[] longs, int slots, Probe probe, int width) {
    long bits = probe.bits;
    int home = home(probe.hash, slots);
    return longs[Layout.USED + 1 + home * width] == bits
        ? home
        : findFrom(home, longs, slots, bits, width);
  }

  private static int findFrom(int home, long[] longs, int slots, long bits, int width) {
    long occupied = longs[Layout.USED];
    int slot = home;
    while ((occupied >>> slot & 1) != 0) {
      if (longs[Layout.USED + 1 + slot * width] == bits) {
        return slot;
      }
      slot = slot + 1 & slots - 1;
    }
    return -1;
  }

  /** The slot at which the search for a hash begins in a page of {@code slots} slots. */
  static int home(long hash, int slots) {
    return (int) (hash >>> Integer.SIZE) & slots - 1;
  }

  /**
   * Leaves bits in a free row that are not at home there, by the {@link Hash} of longs: those of 0
   * are in slot 0 and nowhere else, those of 1 are not in slot 0, whatever the number of slots.
   */
  private static void vacate(long[] longs, int slot, Layout layout) {
    longs[layout.start + slot * layout.longs] = slot == 0 ? 1 : 0;
  }

  /**
   * Adds the probe's entry, which is not there, where there is room; its value is to be set. The
   * page {@linkplain #ownLongs owns} its longs.
   */
  int add(Probe probe, Layout layout) {
    int slot = claim(probe.hash);
    create(slot);
    layout.fill(longs, objects, slot, probe);
    return slot;
  }

  /**
   * Removes an entry and moves those behind it that the gap would hide. The page {@linkplain
   * #ownLongs owns} its longs.
   */
  void remove(int slot, Layout layout) {
    int gap = slot;
    int at = slot + 1 & mask;
    while ((used() >>> at & 1) != 0) {
      int home = home(layout.hashOf(longs, objects, at), mask + 1);
      if ((at - home & mask) >= (at - gap & mask)) {
        copyRow(this, at, gap, layout);
        gap = at;
      }
      at = at + 1 & mask;
    }
    forget(gap);
    longs[Layout.USED] &= ~(1L << gap);
    vacate(longs, gap, layout);
    for (int i = gap * layout.objects, end = i + layout.objects; i < end; i++) {
      objects[i] = null;
    }
  }

  /** Takes over a row of another page of the same version, which is not here yet. */
  void adopt(Page from, int slot, long hash, Layout layout) {
    if (layout.text) {
      reserveTexts(TextArea.rest(from.longs, layout.row(slot)), layout);
    }
    copyRow(from, slot, claim(hash), layout);
  }

  /** Takes over all rows of another page of the same version. */
  void adoptAll(Page from, Layout layout) {
    adoptVersions(from);
    if (layout.text) {
      reserveTexts(TextArea.rest(from, layout), layout);
    }
    for (long rest = from.used(); rest != 0; rest &= rest - 1) {
      int slot = Long.numberOfTrailingZeros(rest);
      adopt(from, slot, layout.hashOf(from.longs, from.objects, slot), layout);
    }
  }

  /** A page of the same version with the same entries, without the rest of the chain. */
  Page resized(int slots, int newDepth, Layout layout) {
    Page resized = new Page(layout, slots, newDepth, version);
    resized.adoptAll(this, layout);
    return resized;
  }

  /**
   * A page for the current version with the same entries, none of them changed in it. Longs that do
   * not change with an entry's value are shared until an entry {@linkplain #ownLongs comes or
   * goes}.
   */
  Page copy(Layout layout, Versions versions) {
    Page copy = new Page(layout.fixedLongs ? longs : longs.clone(), this);
    copy.sharesLongs = layout.fixedLongs;
    copy.begin(versions);
    copy.disown();
    if (next != null) {
      copy.next = next.copy(layout, versions);
    }
    return copy;
  }

  /**
   * Prepares to {@linkplain #add add} the probe's entry.
   *
   * @return whether the longs are in another place now
   */
  boolean ownLongs(Probe probe, Layout layout) {
    TextKey text = layout.text ? probe.text : null;
    return text != null && reserveTexts(TextArea.rest(text.words()), layout) || ownLongs();
  }

  /** Makes room for texts of so many words; returns whether the longs are in another place now. */
  private boolean reserveTexts(int words, Layout layout) {
    if (TextArea.hasRoom(longs, words)) {
      return false;
    }
    longs = TextArea.withRoom(this, layout, words);
    sharesLongs = false;
    return true;
  }

  /**
   * Prepares to {@linkplain #add add} or {@linkplain #remove remove} an entry.
   *
   * @return whether the longs are in another place now
   */
  boolean ownLongs() {
    if (!sharesLongs) {
      return false;
    }
    longs = longs.clone();
    sharesLongs = false;
    return true;
  }

  /**
   * The entries of this chain whose hashes are not below {@code position}, to be read only. There
   * are others only where pages were joined, so that this one begins before it.
   */
  Page copyFrom(long position, Layout layout) {
    Page copy = new Page(longs.clone(), this);
    boolean beginsHere = position << depth == 0;
    for (long rest = beginsHere ? 0 : used(); rest != 0; rest &= rest - 1) {
      int slot = Long.numberOfTrailingZeros(rest);
      if (Long.compareUnsigned(layout.hashOf(longs, objects, slot), position) < 0) {
        copy.longs[Layout.USED] &= ~(1L << slot);
        vacate(copy.longs, slot, layout);
      }
    }
    if (next != null) {
      copy.next = next.copyFrom(position, layout);
    }
    return copy;
  }

  /** Begins the current version in place; no capture sees this page. */
  void roll(Versions versions) {
    for (Page page = this; page != null; page = page.next) {
      page.begin(versions);
    }
  }

  private int claim(long hash) {
    int slot = home(hash, mask + 1);
    while ((used() >>> slot & 1) != 0) {
      slot = slot + 1 & mask;
    }
    longs[Layout.USED] |= 1L << slot;
    own(slot);
    return slot;
  }

  private void copyRow(Page from, int slot, int target, Layout layout) {
    layout.copyRow(from, slot, this, target);
    adopt(from, slot, target);
    longs[Layout.USED] |= 1L << target;
  }
}
