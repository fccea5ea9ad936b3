package io.tidemark.memory;

import io.tidemark.snapshot.portable.EntrySource;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** Writes what was captured as a plan says. Used once, by the thread that writes. */
final class SnapshotWriting {

  /** The version of the portable format. */
  static final int FORMAT_VERSION = 1;

  private final CapturedStore store;
  private final SnapshotPlan plan;
  private final int version;
  private final double bytesPerEntry;
  private final PieceWriter writer;
  private final BlobSink sink;
  private final BooleanSupplier cancelled;
  private final IntConsumer written;
  private final SnapshotSchemas schemas;

  /** How many entries there are, and in each key group, counted before any may change again. */
  private final long entries;

  private final long[] entriesOf;

  SnapshotWriting(
      CapturedStore store,
      SnapshotPlan plan,
      int version,
      double bytesPerEntry,
      PieceWriter writer,
      BlobSink sink,
      BooleanSupplier cancelled,
      IntConsumer written) {
    this.store = store;
    this.plan = plan;
    this.version = version;
    this.bytesPerEntry = bytesPerEntry;
    this.writer = writer;
    this.sink = sink;
    this.cancelled = cancelled;
    this.written = written;
    entries = store.size();
    entriesOf = new long[store.keyGroups().size()];
    for (int i = 0; i < entriesOf.length; i++) {
      entriesOf[i] = store.size(store.keyGroups().first() + i);
    }
    List<StoreSchema> older = new ArrayList<>();
    if (plan.basis() != null) {
      plan.basis().kept().forEach(link -> older.add(link.schema()));
    }
    store.unopened().forEach(part -> older.add(part.blob().schema()));
    schemas = new SnapshotSchemas(older, store.schema());
  }

  /** What was written: the snapshot, and the chain on which later ones may build. */
  record Written(StoreSnapshot snapshot, @Nullable Chain chain, double bytesPerEntry) {}

  Written write() {
    List<PieceWriter.Piece> whole = new ArrayList<>();
    for (KeyGroupRange range : plan.whole()) {
      for (RestoredStates.Unopened part : store.unopened()) {
        if (part.blob().keyGroups().overlaps(range)) {
          whole.add(unopened(part, part.blob().keyGroups().intersection(range)));
        }
      }
      whole.add(whole(range));
    }
    List<PieceWriter.Piece> pieces = new ArrayList<>(whole);
    SnapshotPlan.Basis basis = plan.basis();
    if (basis != null) {
      for (KeyGroupRange range : plan.changed()) {
        pieces.add(changes(range, basis.since()));
      }
    }
    List<List<BlobUse>> written = writer.write(sink, plan.scope(), pieces);
    List<BlobUse> added = written.stream().flatMap(List::stream).toList();
    double measured = measured(written.stream().limit(whole.size()).flatMap(List::stream).toList());
    List<Chain.Link> kept = basis == null ? List.of() : basis.kept();
    List<BlobUse> uses = new ArrayList<>();
    for (Chain.Link link : kept) {
      uses.add(new BlobUse(link.blob(), link.keyGroups(), schemas.indexOf(link.schema()), false));
    }
    uses.addAll(added);
    StoreSnapshot snapshot =
        new StoreSnapshot(
            MemoryStateBackend.NAME,
            StoreSnapshot.PORTABLE,
            FORMAT_VERSION,
            store.keyGroups(),
            schemas.all(),
            uses);
    return new Written(snapshot, chain(kept, added), measured);
  }

  private @Nullable Chain chain(List<Chain.Link> kept, List<BlobUse> added) {
    if (!plan.isShared()) {
      return null;
    }
    List<Chain.Link> links = new ArrayList<>(kept);
    for (BlobUse use : added) {
      links.add(Chain.Link.of(use, schemas.all().get(use.schema())));
    }
    SnapshotPlan.Basis basis = plan.basis();
    return basis == null
        ? Chain.ofBase(links, version, plan.whole().size(), entries)
        : basis.after(links, version, entries);
  }

  private static long bytes(List<BlobUse> uses) {
    return uses.stream().mapToLong(use -> use.blob().length()).sum();
  }

  private PieceWriter.Piece unopened(RestoredStates.Unopened part, KeyGroupRange range) {
    return piece(
        part.blob().schema(),
        range,
        part::entryCount,
        (keyGroup, out) -> {
          for (int state : part.states()) {
            part.blob().load().copyTo(state, keyGroup, out, state);
          }
        });
  }

  private PieceWriter.Piece whole(KeyGroupRange range) {
    return piece(
        store.schema(),
        range,
        this::entries,
        (keyGroup, out) -> {
          store.writeAll(keyGroup, out);
          written.accept(keyGroup);
        });
  }

  private PieceWriter.Piece changes(KeyGroupRange range, int base) {
    return piece(
        store.schema(),
        range,
        keyGroup -> plan.isWhole(keyGroup) ? 0 : entries(keyGroup) / 16,
        (keyGroup, out) -> {
          if (!plan.isWhole(keyGroup)) {
            store.writeChanges(keyGroup, base, out);
            written.accept(keyGroup);
          }
        });
  }

  private PieceWriter.Piece piece(
      StoreSchema schema, KeyGroupRange range, IntToLongFunction entryCounts, EntrySource source) {
    return new PieceWriter.Piece(
        schema,
        schemas.indexOf(schema),
        range,
        keyGroup -> (long) (entryCounts.applyAsLong(keyGroup) * bytesPerEntry),
        (keyGroup, out) -> {
          if (cancelled.getAsBoolean()) {
            throw new CancellationException("The capture was closed while it was written");
          }
          source.writeKeyGroup(keyGroup, out);
        });
  }

  /** How many bytes an entry takes in what was written whole. */
  private double measured(List<BlobUse> blobs) {
    long whole = 0;
    for (KeyGroupRange range : plan.whole()) {
      for (int keyGroup = range.first(); keyGroup <= range.last(); keyGroup++) {
        whole += entries(keyGroup);
      }
    }
    return whole == 0 ? bytesPerEntry : (double) bytes(blobs) / whole;
  }

  private long entries(int keyGroup) {
    return entriesOf[keyGroup - store.keyGroups().first()];
  }
}
