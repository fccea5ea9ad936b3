package io.tidemark.snapshot.entries;

import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.snapshot.SubtaskSnapshot;
import io.tidemark.snapshot.operator.OperatorStateSnapshot;
import io.tidemark.snapshot.repository.WorkProgress;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one snapshot holds: its states, and their entries. Immutable; any thread may use it, also
 * several at once.
 */
public final class SnapshotContents {

  private final SnapshotManifest manifest;
  private final BlobSource source;
  private final SnapshotFormats formats;
  private final List<Part> parts = new ArrayList<>();
  private final Map<StateId, SnapshotState> states = new TreeMap<>();

  /**
   * Opens a snapshot. Reads nothing yet.
   *
   * @param source where its blobs are read
   * @param formats walk them
   */
  public SnapshotContents(SnapshotManifest manifest, BlobSource source, SnapshotFormats formats) {
    this.manifest = manifest;
    this.source = source;
    this.formats = formats;
    for (OperatorSnapshot operator : manifest.operators()) {
      for (SubtaskSnapshot subtask : operator.subtasks()) {
        add(operator.name(), subtask);
      }
    }
  }

  /** One store's or one operator's share, as a store snapshot. */
  private record Part(String operator, int subtask, boolean keyed, StoreSnapshot store) {

    StateId idOf(StateSchema state) {
      return keyed
          ? StateId.keyed(operator, state.kind(), state.name())
          : new StateId(operator, StateId.Scope.OPERATOR, state.name());
    }
  }

  public SnapshotManifest manifest() {
    return manifest;
  }

  /** All states, by operator, scope and name. */
  public List<SnapshotState> states() {
    return List.copyOf(states.values());
  }

  /** The state of that id, or null. */
  public @Nullable SnapshotState state(StateId id) {
    return states.get(id);
  }

  /** {@link #walk(Predicate, KeyGroupRange, WorkProgress, ContentsVisitor)} over all key groups. */
  public void walk(Predicate<StateId> wanted, WorkProgress progress, ContentsVisitor visitor) {
    walk(wanted, KeyGroupRange.all(manifest.maxParallelism()), progress, visitor);
  }

  /**
   * Gives every live entry of the wanted states to {@code visitor}: store by store, and in each by
   * ascending key groups, until it wants no more. Bytes that are read are checked; stores and
   * operators that have none of the wanted states are not read.
   *
   * @param keyGroups which entries of keyed states are given; those of operator state always are
   * @throws io.tidemark.spi.SnapshotCorruptException if bytes are not what was written
   * @throws io.tidemark.spi.SnapshotVersionException if a format is newer
   * @throws io.tidemark.spi.UnknownFormatException if nothing reads a format
   * @throws io.tidemark.spi.StorageException if the storage fails
   */
  public void walk(
      Predicate<StateId> wanted,
      KeyGroupRange keyGroups,
      WorkProgress progress,
      ContentsVisitor visitor) {
    List<Part> read = parts.stream().filter(part -> isWanted(part, wanted, keyGroups)).toList();
    long total = read.stream().mapToLong(part -> part.store().totalBytes()).sum();
    LongConsumer told = bytes -> progress.advanced(bytes, total);
    BlobSource counted = progress == WorkProgress.NONE ? source : CountedSource.of(source, told);
    try {
      for (Part part : read) {
        Dispatch dispatch = new Dispatch(part, wanted, visitor);
        formats
            .of(part.store())
            .walk(
                part.store(),
                part.keyed() ? keyGroups : part.store().keyGroups(),
                counted,
                dispatch::visit);
      }
    } catch (SeenEnough e) {
      // The visitor wants no more.
    }
  }

  private static boolean isWanted(Part part, Predicate<StateId> wanted, KeyGroupRange keyGroups) {
    return (!part.keyed() || part.store().keyGroups().overlaps(keyGroups))
        && !part.store().blobs().isEmpty()
        && part.store().schemas().stream()
            .flatMap(schema -> schema.states().stream())
            .anyMatch(state -> wanted.test(part.idOf(state)));
  }

  private void add(String operator, SubtaskSnapshot subtask) {
    StoreSnapshot keyed = subtask.keyed();
    if (keyed != null) {
      Part part = new Part(operator, subtask.index(), true, keyed);
      parts.add(part);
      for (StoreSchema schema : keyed.schemas()) {
        for (StateSchema state : schema.states()) {
          StateId id = part.idOf(state);
          states.put(id, new SnapshotState(id, schema.key(), state, null));
        }
      }
    }
    OperatorStateSnapshot operatorState = subtask.operatorState();
    if (operatorState != null) {
      Part part = new Part(operator, subtask.index(), false, operatorState.asStoreSnapshot());
      parts.add(part);
      StoreSchema schema = part.store().schemas().get(0);
      for (int i = 0; i < operatorState.states().size(); i++) {
        StateSchema state = schema.states().get(i);
        StateId id = part.idOf(state);
        states.put(
            id,
            new SnapshotState(
                id, schema.key(), state, operatorState.states().get(i).schema().mode()));
      }
    }
  }

  /** The way out of a walk whose visitors cannot end it. */
  private static final class SeenEnough extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SeenEnough() {
      super("The visitor wants no more", null, false, false);
    }
  }

  /** Finds each entry's state, which an entry tells by its place in one of several schemas. */
  private final class Dispatch {

    private final Part part;
    private final Predicate<StateId> wanted;
    private final ContentsVisitor visitor;
    private final IdentityHashMap<StoreSchema, @Nullable SnapshotState[]> bySchema =
        new IdentityHashMap<>();

    Dispatch(Part part, Predicate<StateId> wanted, ContentsVisitor visitor) {
      this.part = part;
      this.wanted = wanted;
      this.visitor = visitor;
    }

    void visit(SnapshotEntry entry) {
      SnapshotState state = bySchema.computeIfAbsent(entry.schema(), this::wantedOf)[entry.state()];
      if (state != null && !visitor.visit(state, part.subtask(), entry)) {
        throw new SeenEnough();
      }
    }

    private @Nullable SnapshotState[] wantedOf(StoreSchema schema) {
      return schema.states().stream()
          .map(part::idOf)
          .map(id -> wanted.test(id) ? states.get(id) : null)
          .toArray(SnapshotState[]::new);
    }
  }
}
