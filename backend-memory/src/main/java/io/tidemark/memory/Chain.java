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
 * <p><b>Gathering.</b> An increment is one blob of all key groups. When there are {@value
 * #MAX_INCREMENTS} of them, or they have half as many bytes as the state, the next snapshot writes
 * everything that changed since the first of them and leaves them out. What it writes is
 * <em>settled</em>: it is gathered no more, so gathering writes a change once more at most. It is
 * cut into at most {@value #SPANS} spans of key groups, as a base is.
 *
 * <p><b>Folding.</b> When all blobs together have more than {@value #MAX_GROWTH} times as many
 * bytes as the state, a snapshot that gathers also writes spans whole, round and round, until they
 * have less. A span that is written whole takes the place of everything older. So a chain takes
 * little more than twice the state, and no snapshot writes more than the state. More than {@value
 * #MAX_LINKS} blobs make for a span at a time as well.
 *
 * @param links the blobs
 * @param settled how many of the blobs, the oldest, are not to be gathered
 * @param since the version of the store that is the end of what is settled
 * @param spans into how many spans the key groups are cut
 * @param nextSpan which span is to be folded next
 * @param entries how many entries the store had when the base was written, on average over spans
 */
record Chain(List<Link> links, int settled, int since, int spans, int nextSpan, long entries) {

  static final int SPANS = 8;
  static final int MAX_LINKS = 256;
  static final int MAX_INCREMENTS = 128;

  /** A span is not worth a blob of its own below this. */
  private static final long SPAN_BYTES = 256 << 10;

  /** How many times a full snapshot may be kept. */
  private static final int MAX_GROWTH = 2;

  /** Increments are gathered when they have this part of a full snapshot's bytes. */
  private static final int GATHERED_PART = 2;

  /** About how much memory it takes to remember a removed identity until it is settled. */
  private static final long REMOVED_BYTES = 64;

  /** Remembering what was removed may take this part of a full snapshot's bytes. */
  private static final int REMOVED_PART = 4;

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

  /**
   * What the next snapshot does about the chain.
   *
   * @param gathers whether it writes what changed since {@link Chain#since}, and settles it
   * @param whole the spans that it writes whole; none unless it gathers
   */
  record Step(boolean gathers, List<KeyGroupRange> whole) {

    private static final Step INCREMENT = new Step(false, List.of());
  }

  /** A chain of a base alone, written in {@code version}. */
  static Chain ofBase(List<Link> links, int version, int spans, long entries) {
    return new Chain(links, links.size(), version, spans, 0, entries);
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
    return ofBase(links, Versions.RESTORED, spansFor(bytes(links), keyGroups), entries);
  }

  /** Into how many spans a base of {@code bytes} is cut. */
  static int spansFor(long bytes, KeyGroupRange keyGroups) {
    long most = Math.min(SPANS, keyGroups.size());
    return (int) Math.max(1, Math.min(most, bytes / SPAN_BYTES));
  }

  /**
   * What the next snapshot does.
   *
   * @param entriesNow how many entries the store has now
   * @param removed how many removed identities it remembers
   */
  Step next(KeyGroupRange keyGroups, long entriesNow, long removed) {
    long full = fullBytes(entriesNow);
    long increments = bytes(increments());
    boolean gathers =
        increments().size() >= MAX_INCREMENTS
            || increments > full / GATHERED_PART
            || bytes(links) > MAX_GROWTH * full
            || links.size() > MAX_LINKS
            || removed * REMOVED_BYTES > full / REMOVED_PART;
    return gathers ? new Step(true, due(keyGroups, full, increments)) : Step.INCREMENT;
  }

  private List<KeyGroupRange> due(KeyGroupRange keyGroups, long full, long increments) {
    List<KeyGroupRange> all = Spans.of(keyGroups, spans);
    List<KeyGroupRange> due = new ArrayList<>();
    List<Link> rest = links.subList(0, settled);
    while (due.size() < spans) {
      long changes = increments * (spans - due.size()) / spans;
      long whole = full * due.size() / spans;
      boolean tooManyBytes = bytes(rest) + changes + whole > MAX_GROWTH * full;
      boolean tooManyLinks = links.size() > MAX_LINKS && due.isEmpty();
      if (!tooManyBytes && !tooManyLinks) {
        break;
      }
      KeyGroupRange next = all.get((nextSpan + due.size()) % spans);
      due.add(next);
      rest = without(rest, next);
    }
    return due;
  }

  /** The links that are left after a step. */
  List<Link> kept(Step step) {
    List<Link> kept = step.gathers ? links.subList(0, settled) : links;
    for (KeyGroupRange span : step.whole) {
      kept = without(kept, span);
    }
    return kept;
  }

  /**
   * The chain after a step.
   *
   * @param newLinks all blobs of it
   * @param version the version of the store that was written
   */
  Chain after(Step step, List<Link> newLinks, int version, long entriesNow) {
    int folds = step.whole.size();
    return new Chain(
        newLinks,
        step.gathers ? newLinks.size() : settled,
        step.gathers ? version : since,
        spans,
        (nextSpan + folds) % spans,
        entries + (entriesNow - entries) * folds / spans);
  }

  /** The same chain, of which nothing is to be gathered that was written up to {@code version}. */
  Chain settledAt(int version) {
    return new Chain(links, links.size(), version, spans, nextSpan, entries);
  }

  /** The same chain of a store that had so many more entries when the base was written. */
  Chain recounted(long more) {
    return new Chain(links, settled, since, spans, nextSpan, Math.max(0, entries + more));
  }

  /** About how many bytes an entry takes in a full snapshot. */
  double bytesPerEntry() {
    return (double) fullBytes(entries) / Math.max(1, entries);
  }

  /** The blobs that may be gathered. */
  List<Link> increments() {
    return links.subList(settled, links.size());
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

  private static long bytes(List<Link> links) {
    return links.stream().mapToLong(Link::bytes).sum();
  }

  private static List<Link> without(List<Link> links, KeyGroupRange span) {
    return links.stream().flatMap(link -> link.without(span).stream()).toList();
  }
}
