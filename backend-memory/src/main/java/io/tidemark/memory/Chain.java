package io.tidemark.memory;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * The blobs of an incremental snapshot, oldest first: for each key group a base and what changed
 * since.
 *
 * <p><b>Folding.</b> A chain may grow until it takes {@value #MAX_GROWTH} times the bytes of a full
 * snapshot, or has {@value #MAX_LINKS} blobs, and is then folded piece by piece: the next of
 * {@value #SPANS} spans of key groups is written whole, which takes it out of all older blobs. With
 * c of the state changing from one snapshot to the next, increments add up to a full snapshot after
 * 1/c of them; from then on a span must go every 1/(8c) snapshots, which doubles what is written,
 * and never at once.
 *
 * @param links the blobs
 * @param nextSpan which span is to be folded next
 * @param entries how many entries the store had when the base was written
 */
record Chain(List<Link> links, int nextSpan, long entries) {

  static final int MAX_GROWTH = 2;
  static final int MAX_LINKS = 256;
  static final int SPANS = 8;

  Chain {
    links = List.copyOf(links);
  }

  /** A blob, the key groups for which it still speaks, and the schema that it was written with. */
  record Link(BlobRef blob, KeyGroupRange keyGroups, long bytes, StoreSchema schema) {

    static Link of(BlobUse use, StoreSchema schema) {
      return new Link(use.blob(), use.keyGroups(), use.blob().length(), schema);
    }

    /** The link for some of its key groups only, with their share of its bytes. */
    Link within(KeyGroupRange range) {
      KeyGroupRange shared = keyGroups.intersection(range);
      return new Link(blob, shared, bytes * shared.size() / keyGroups.size(), schema);
    }

    /** The link for the key groups outside of {@code range}: none, one, or one on each side. */
    List<Link> without(KeyGroupRange range) {
      if (!keyGroups.overlaps(range)) {
        return List.of(this);
      }
      List<Link> rest = new ArrayList<>(2);
      if (keyGroups.first() < range.first()) {
        rest.add(within(new KeyGroupRange(keyGroups.first(), range.first() - 1)));
      }
      if (keyGroups.last() > range.last()) {
        rest.add(within(new KeyGroupRange(range.last() + 1, keyGroups.last())));
      }
      return rest;
    }
  }

  /** The chain of restored snapshots, as far as it speaks for {@code keyGroups}. */
  static Chain restored(List<StoreSnapshot> snapshots, KeyGroupRange keyGroups, long entries) {
    List<Link> links = new ArrayList<>();
    for (StoreSnapshot snapshot : snapshots) {
      for (BlobUse use : snapshot.blobs()) {
        if (use.keyGroups().overlaps(keyGroups)) {
          links.add(Link.of(use, snapshot.schemas().get(use.schema())).within(keyGroups));
        }
      }
    }
    return new Chain(links, 0, entries);
  }

  /**
   * The spans of key groups to be written whole by the next snapshot, so that the chain stays
   * within its bounds.
   *
   * @param entriesNow how many entries the store has now
   */
  List<KeyGroupRange> due(KeyGroupRange keyGroups, long entriesNow) {
    List<KeyGroupRange> spans = Spans.of(keyGroups, SPANS);
    List<KeyGroupRange> due = new ArrayList<>();
    long full = fullBytes(entriesNow);
    List<Link> rest = links;
    while (due.size() < spans.size() && exceeds(rest, full)) {
      KeyGroupRange span = spans.get((nextSpan + due.size()) % spans.size());
      due.add(span);
      rest = without(rest, span);
      full -= full * span.size() / keyGroups.size();
      if (links.size() > MAX_LINKS) {
        break;
      }
    }
    return due;
  }

  /** The links that are left when {@code folded} spans are written whole. */
  List<Link> kept(List<KeyGroupRange> folded) {
    List<Link> kept = links;
    for (KeyGroupRange span : folded) {
      kept = without(kept, span);
    }
    return kept;
  }

  /**
   * The chain after {@code folded} spans were written whole and everything else as changes.
   *
   * @param newLinks all blobs of it
   */
  Chain extended(
      KeyGroupRange keyGroups, List<KeyGroupRange> folded, List<Link> newLinks, long entriesNow) {
    int spans = Spans.of(keyGroups, SPANS).size();
    int folds = folded.size();
    return new Chain(
        newLinks, (nextSpan + folds) % spans, entries + (entriesNow - entries) * folds / spans);
  }

  /** About how many bytes a full snapshot would take. */
  long fullBytes(long entriesNow) {
    long base = 0;
    for (int i = 0; i < links.size(); i++) {
      KeyGroupRange range = links.get(i).keyGroups;
      if (links.subList(0, i).stream().noneMatch(older -> older.keyGroups.overlaps(range))) {
        base += links.get(i).bytes;
      }
    }
    return (long) ((double) base * (entriesNow + 1) / (entries + 1));
  }

  private static boolean exceeds(List<Link> links, long full) {
    long bytes = links.stream().mapToLong(Link::bytes).sum();
    return links.size() > MAX_LINKS || bytes > MAX_GROWTH * full;
  }

  private static List<Link> without(List<Link> links, KeyGroupRange span) {
    return links.stream().flatMap(link -> link.without(span).stream()).toList();
  }
}
