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
 * <p><b>Folding.</b> The key groups are cut into at most {@value #SPANS} spans, and a base is
 * written span by span. Whenever the increments since the last fold reach the size of a span, the
 * next span, round and round, is written whole in place of its changes, which takes it out of all
 * older blobs. So an increment is gone after the state was written once more: what is kept is at
 * most twice a full snapshot, what is written at most twice what changed, and no snapshot pays for
 * all of it. Increments are cut where the next fold begins, so that folds take them away from one
 * end. A store that lost most of its entries, or has more than {@value #MAX_LINKS} blobs, folds
 * faster.
 *
 * @param links the blobs
 * @param spans into how many spans the key groups are cut
 * @param nextSpan which span is to be folded next
 * @param entries how many entries the store had when the base was written, on average over spans
 * @param unfolded the bytes of increments for which nothing was folded yet
 */
record Chain(List<Link> links, int spans, int nextSpan, long entries, long unfolded) {

  static final int SPANS = 8;
  static final int MAX_LINKS = 256;

  /** A span is not worth a blob of its own below this. */
  private static final long SPAN_BYTES = 256 << 10;

  /** How many times a full snapshot may be kept, however it came to that. */
  private static final int MAX_GROWTH = 3;

  Chain {
    links = List.copyOf(links);
  }

  /**
   * A blob.
   *
   * @param keyGroups the key groups for which it still speaks
   * @param bytes what it takes, as far as this store is concerned
   * @param width for how many key groups it spoke with that many bytes
   */
  record Link(BlobRef blob, KeyGroupRange keyGroups, long bytes, int width, StoreSchema schema) {

    static Link of(BlobUse use, StoreSchema schema) {
      int width = use.keyGroups().size();
      return new Link(use.blob(), use.keyGroups(), use.blob().length(), width, schema);
    }

    /** The link of a store that has only some of its key groups. */
    Link within(KeyGroupRange range) {
      KeyGroupRange shared = keyGroups.intersection(range);
      return new Link(blob, shared, bytes * shared.size() / width, shared.size(), schema);
    }

    /** The link for the key groups outside of {@code range}: none, one, or one on each side. */
    List<Link> without(KeyGroupRange range) {
      if (!keyGroups.overlaps(range)) {
        return List.of(this);
      }
      List<Link> rest = new ArrayList<>(2);
      if (keyGroups.first() < range.first()) {
        rest.add(narrowed(new KeyGroupRange(keyGroups.first(), range.first() - 1)));
      }
      if (keyGroups.last() > range.last()) {
        rest.add(narrowed(new KeyGroupRange(range.last() + 1, keyGroups.last())));
      }
      return rest;
    }

    private Link narrowed(KeyGroupRange range) {
      return new Link(blob, range, bytes, width, schema);
    }

    private long share() {
      return bytes * keyGroups.size() / width;
    }
  }

  /** A chain of a base alone. */
  static Chain ofBase(List<Link> links, int spans, long entries) {
    return new Chain(links, spans, 0, entries, 0);
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
    long bytes = links.stream().mapToLong(Link::bytes).sum();
    return new Chain(links, spansFor(bytes, keyGroups), 0, entries, 0);
  }

  /** Into how many spans a base of {@code bytes} is cut. */
  static int spansFor(long bytes, KeyGroupRange keyGroups) {
    long most = Math.min(SPANS, keyGroups.size());
    return (int) Math.max(1, Math.min(most, bytes / SPAN_BYTES));
  }

  /**
   * The spans of key groups to be written whole by the next snapshot.
   *
   * @param entriesNow how many entries the store has now
   */
  List<KeyGroupRange> due(KeyGroupRange keyGroups, long entriesNow) {
    List<KeyGroupRange> all = Spans.of(keyGroups, spans);
    List<KeyGroupRange> due = new ArrayList<>();
    long full = fullBytes(entriesNow);
    long span = Math.max(1, full / spans);
    long owed = unfolded;
    long whole = 0;
    List<Link> rest = links;
    while (due.size() < spans && (owed >= span || exceeds(rest, whole, full, due.size()))) {
      KeyGroupRange next = all.get((nextSpan + due.size()) % spans);
      due.add(next);
      rest = without(rest, next);
      owed -= span;
      whole += span;
    }
    return due;
  }

  /** The first key group of the span that is folded next after {@code folds} more. */
  int nextFold(KeyGroupRange keyGroups, int folds) {
    return Spans.of(keyGroups, spans).get((nextSpan + folds) % spans).first();
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
   * The chain after {@code folds} spans were written whole and everything else as changes.
   *
   * @param newLinks all blobs of it
   * @param added the bytes of the changes
   */
  Chain extended(int folds, List<Link> newLinks, long added, long entriesNow) {
    long full = fullBytes(entriesNow);
    return new Chain(
        newLinks,
        spans,
        (nextSpan + folds) % spans,
        entries + (entriesNow - entries) * folds / spans,
        Math.max(0, unfolded - folds * full / spans) + added);
  }

  /** About how many bytes a full snapshot would take. */
  private long fullBytes(long entriesNow) {
    long base = 0;
    for (int i = 0; i < links.size(); i++) {
      KeyGroupRange range = links.get(i).keyGroups;
      if (links.subList(0, i).stream().noneMatch(older -> older.keyGroups.overlaps(range))) {
        base += links.get(i).share();
      }
    }
    return (long) ((double) base * (entriesNow + 1) / (entries + 1));
  }

  private static boolean exceeds(List<Link> links, long whole, long full, int folds) {
    long bytes = links.stream().mapToLong(Link::bytes).sum();
    return bytes + whole > MAX_GROWTH * full || (links.size() > MAX_LINKS && folds == 0);
  }

  private static List<Link> without(List<Link> links, KeyGroupRange span) {
    return links.stream().flatMap(link -> link.without(span).stream()).toList();
  }
}
