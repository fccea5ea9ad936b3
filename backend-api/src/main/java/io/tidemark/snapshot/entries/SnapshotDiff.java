package io.tidemark.snapshot.entries;

import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.serialization.json.JsonPrinter;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.snapshot.operator.OperatorStateMode;
import io.tidemark.snapshot.repository.WorkProgress;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares two snapshots entry by entry, whatever their formats, parallelism and max-parallelism.
 * Values are compared as bytes where their types are the same, else as JSON. Both are read in
 * pieces, of which one of the first snapshot's is held in memory at a time.
 */
public final class SnapshotDiff {

  private static final long PIECE_BYTES = 64L << 20;

  private final SnapshotContents before;
  private final SnapshotContents after;
  private final Predicate<StateId> wanted;
  private final JsonPrinter printer;
  private final EntryJson json;
  private final Consumer<EntryChange> changes;
  private final long pieceBytes;
  private final Map<StateId, Count> counts = new TreeMap<>();

  SnapshotDiff(
      SnapshotContents before,
      SnapshotContents after,
      Predicate<StateId> wanted,
      JsonPrinter printer,
      Consumer<EntryChange> changes,
      long pieceBytes) {
    this.before = before;
    this.after = after;
    this.wanted = wanted;
    this.printer = printer;
    this.json = new EntryJson(printer);
    this.changes = changes;
    this.pieceBytes = pieceBytes;
  }

  private static final class Count {
    private long same;
    private long added;
    private long changed;
    private long removed;
  }

  /**
   * Compares the wanted states.
   *
   * @param changes is given each entry that is not the same, in no particular order
   * @return every wanted state of the two, by operator, scope and name
   * @throws io.tidemark.TidemarkException as {@link SnapshotContents#walk}
   */
  public static List<StateDiff> of(
      SnapshotContents before,
      SnapshotContents after,
      Predicate<StateId> wanted,
      JsonPrinter printer,
      WorkProgress progress,
      Consumer<EntryChange> changes) {
    return new SnapshotDiff(before, after, wanted, printer, changes, PIECE_BYTES).run(progress);
  }

  List<StateDiff> run(WorkProgress progress) {
    before.states().forEach(this::count);
    after.states().forEach(this::count);
    SnapshotManifest first = before.manifest();
    SnapshotManifest second = after.manifest();
    long bytes = Math.max(first.totalBytes(), second.totalBytes());
    int most = Math.min(first.maxParallelism(), second.maxParallelism());
    int pieces = (int) Math.max(1, Math.min(most, bytes / pieceBytes));
    boolean sameGroups =
        first.maxParallelism() == second.maxParallelism()
            && first.keyGroupRule().equals(second.keyGroupRule());
    for (int piece = 0; piece < pieces; piece++) {
      compare(
          sameGroups ? Piece.ofKeyGroups(piece, pieces, most) : Piece.ofKeys(piece, pieces),
          progress);
    }
    return counts.entrySet().stream().map(entry -> diff(entry.getKey(), entry.getValue())).toList();
  }

  private void count(SnapshotState state) {
    if (wanted.test(state.id())) {
      counts.putIfAbsent(state.id(), new Count());
    }
  }

  private StateDiff diff(StateId id, Count count) {
    return new StateDiff(
        id,
        before.state(id),
        after.state(id),
        count.same,
        count.added,
        count.changed,
        count.removed);
  }

  /**
   * A part of the keys.
   *
   * @param keyGroups to which it is confined, null for all
   * @param index which of {@code of} parts it is
   */
  private record Piece(@Nullable KeyGroupRange keyGroups, int index, int of) {

    static Piece ofKeyGroups(int index, int of, int maxParallelism) {
      return new Piece(KeyGroups.rangeOf(index, of, maxParallelism), index, of);
    }

    /** Key groups do not tell where the other snapshot has a key; the key's bytes do. */
    static Piece ofKeys(int index, int of) {
      return new Piece(null, index, of);
    }

    boolean has(ReadBuffer key) {
      return keyGroups != null
          || of == 1
          || KeyGroups.of(key.array(), key.position(), key.remaining(), of) == index;
    }
  }

  private void compare(Piece piece, WorkProgress progress) {
    Map<HeldEntry.Identity, HeldEntry> held = new HashMap<>();
    forEach(before, piece, progress, held::put);
    forEach(
        after,
        piece,
        progress,
        (identity, entry) -> compare(identity, held.remove(identity), entry));
    held.forEach((identity, entry) -> compare(identity, entry, null));
  }

  private void forEach(
      SnapshotContents contents,
      Piece piece,
      WorkProgress progress,
      BiConsumer<HeldEntry.Identity, HeldEntry> consumer) {
    KeyGroupRange range = piece.keyGroups();
    contents.walk(
        id -> wanted.test(id) && (piece.index() == 0 || id.scope() != StateId.Scope.OPERATOR),
        range == null ? KeyGroupRange.all(contents.manifest().maxParallelism()) : range,
        progress,
        (state, subtask, entry) -> {
          if (state.mode() != null) {
            forEachOfOperator(state, subtask, entry, consumer);
          } else if (piece.has(entry.key())) {
            HeldEntry copy = HeldEntry.of(entry);
            consumer.accept(copy.identity(state.id(), 0), copy);
          }
          return true;
        });
  }

  private static void forEachOfOperator(
      SnapshotState state,
      int subtask,
      SnapshotEntry entry,
      BiConsumer<HeldEntry.Identity, HeldEntry> consumer) {
    if (state.mode() == OperatorStateMode.BROADCAST) {
      HeldEntry copy = HeldEntry.of(entry);
      consumer.accept(copy.identity(state.id(), subtask), copy);
      return;
    }
    long position = entry.key().readLong();
    ReadBuffer elements = entry.value();
    ReadBuffer element = new ReadBuffer();
    while (elements.hasRemaining()) {
      EntryJson.wrapNext(elements, element);
      WriteBuffer key = new WriteBuffer(Long.BYTES);
      key.writeLong(position);
      HeldEntry copy = HeldEntry.element(entry, key.toByteArray(), element);
      consumer.accept(copy.identity(state.id(), subtask), copy);
      position++;
    }
  }

  private void compare(
      HeldEntry.Identity identity, @Nullable HeldEntry old, @Nullable HeldEntry young) {
    Count count = counts.computeIfAbsent(identity.state(), id -> new Count());
    if (old == null) {
      count.added++;
      tell(identity, EntryChange.Kind.ADDED, old, young);
    } else if (young == null) {
      count.removed++;
      tell(identity, EntryChange.Kind.REMOVED, old, young);
    } else if (isSame(old, young)) {
      count.same++;
    } else {
      count.changed++;
      tell(identity, EntryChange.Kind.CHANGED, old, young);
    }
  }

  private boolean isSame(HeldEntry old, HeldEntry young) {
    TypeDescription type = old.stateSchema().value();
    return type.equals(young.stateSchema().value())
        ? old.hasSameBytes(young)
        : value(old).equals(value(young));
  }

  private void tell(
      HeldEntry.Identity identity,
      EntryChange.Kind kind,
      @Nullable HeldEntry old,
      @Nullable HeldEntry young) {
    HeldEntry shown = young != null ? young : old;
    if (shown == null) {
      return;
    }
    StateKind stateKind = shown.stateSchema().kind();
    boolean keyed = identity.state().scope() != StateId.Scope.OPERATOR;
    boolean namespaced = shown.stateSchema().namespace() != TypeDescription.Scalar.UNIT;
    boolean detailed = stateKind == StateKind.MAP || stateKind == StateKind.TIMERS;
    String key = json.key(shown);
    changes.accept(
        new EntryChange(
            identity.state(),
            kind,
            keyed ? key : "[" + identity.subtask() + "," + key + "]",
            namespaced ? json.namespace(shown) : null,
            detailed ? json.userKey(shown) : null,
            old == null ? null : value(old),
            young == null ? null : value(young)));
  }

  /** A list of operator state is held element by element. */
  private String value(HeldEntry entry) {
    return entry.isElement()
        ? printer.print(entry.stateSchema().value(), entry.value())
        : json.value(entry);
  }
}
