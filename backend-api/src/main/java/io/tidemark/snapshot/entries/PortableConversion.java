package io.tidemark.snapshot.entries;

import io.tidemark.serialization.ReadBuffer;
import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.snapshot.SubtaskSnapshot;
import io.tidemark.snapshot.operator.OperatorStateSnapshot;
import io.tidemark.snapshot.portable.GatheredEntries;
import io.tidemark.snapshot.portable.PortableWriter;
import io.tidemark.snapshot.repository.ImportedSavepoint;
import io.tidemark.snapshot.repository.StoreSink;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.snapshot.repository.WorkProgress;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes a snapshot again as a savepoint in the portable format, also for another max-parallelism.
 * Reads it once; memory is bounded, whatever it holds. Used once.
 */
public final class PortableConversion {

  /** What the stores say that it writes. */
  private static final String BACKEND = "conversion";

  private static final int COPY_BYTES = 1 << 20;

  private final SnapshotContents contents;
  private final BlobSource source;
  private final int maxParallelism;
  private final PortableWriter writer;
  private final long memory;
  private @Nullable StoreRewrite current;

  /**
   * Plans a conversion.
   *
   * @param source where the snapshot's blobs are read
   * @param maxParallelism how many key groups the savepoint has
   * @param memory about how many bytes of entries are held at a time
   * @throws IllegalArgumentException if the key groups would have to follow a rule that only
   *     another engine knows
   */
  public PortableConversion(
      SnapshotContents contents,
      BlobSource source,
      int maxParallelism,
      PortableWriter writer,
      long memory) {
    SnapshotManifest manifest = contents.manifest();
    if (maxParallelism != manifest.maxParallelism()
        && !manifest.keyGroupRule().equals(KeyGroups.RULE)) {
      throw new IllegalArgumentException(
          "The key groups of snapshot "
              + manifest.id()
              + " follow the rule '"
              + manifest.keyGroupRule()
              + "', which only its engine knows: max-parallelism stays "
              + manifest.maxParallelism());
    }
    this.contents = contents;
    this.source = source;
    this.maxParallelism = maxParallelism;
    this.writer = writer;
    this.memory = memory;
  }

  /**
   * Converts.
   *
   * @param target is published; the caller closes it
   * @throws io.tidemark.TidemarkException as {@link SnapshotContents#walk}, and if the target
   *     cannot be written
   */
  public StoredSnapshot run(ImportedSavepoint target, WorkProgress progress) {
    SnapshotManifest manifest = contents.manifest();
    try (StoreSink sink = target.sink()) {
      Map<String, StoreRewrite> rewrites = new HashMap<>();
      for (OperatorSnapshot operator : manifest.operators()) {
        if (operator.subtasks().stream().anyMatch(subtask -> subtask.keyed() != null)) {
          rewrites.put(operator.name(), new StoreRewrite(operator, sink));
        }
      }
      contents.walk(
          id -> id.scope() != StateId.Scope.OPERATOR,
          progress,
          (state, subtask, entry) -> {
            turnTo(rewrites.get(state.id().operator())).add(state.id(), entry);
            return true;
          });
      List<OperatorSnapshot> operators = new ArrayList<>();
      for (OperatorSnapshot operator : manifest.operators()) {
        operators.add(converted(operator, rewrites.get(operator.name()), sink));
      }
      sink.finish();
      return target.publish(
          new SnapshotManifest(
              manifest.job(),
              manifest.id(),
              manifest.kind(),
              manifest.epoch(),
              manifest.epochStart(),
              manifest.startedMillis(),
              manifest.completedMillis(),
              maxParallelism,
              manifest.keyGroupRule(),
              operators,
              manifest.properties()));
    }
  }

  /** The walk goes from operator to operator: what was gathered of the last one is let go. */
  private StoreRewrite turnTo(@Nullable StoreRewrite next) {
    if (next == null) {
      throw new IllegalStateException("An operator has keyed entries and no keyed state");
    }
    StoreRewrite last = current;
    if (last != null && last != next) {
      last.write();
    }
    current = next;
    return next;
  }

  private OperatorSnapshot converted(
      OperatorSnapshot operator, @Nullable StoreRewrite rewrite, StoreSink sink) {
    Map<Integer, SubtaskSnapshot> subtasks = new TreeMap<>();
    for (SubtaskSnapshot subtask : operator.subtasks()) {
      Map<String, BlobRef> attachments = new TreeMap<>(subtask.attachments());
      attachments.replaceAll((name, blob) -> copied(blob, sink));
      OperatorStateSnapshot states = subtask.operatorState();
      BlobRef blob = states == null ? null : states.blob();
      if (states != null || !attachments.isEmpty() || !subtask.properties().isEmpty()) {
        OperatorStateSnapshot copied =
            states == null || blob == null
                ? states
                : new OperatorStateSnapshot(states.states(), copied(blob, sink));
        subtasks.put(
            subtask.index(),
            new SubtaskSnapshot(subtask.index(), null, copied, attachments, subtask.properties()));
      }
    }
    if (rewrite != null) {
      rewrite
          .finish()
          .forEach(
              (index, store) ->
                  subtasks.merge(
                      index,
                      new SubtaskSnapshot(index, store, null),
                      (there, keyed) ->
                          new SubtaskSnapshot(
                              index,
                              store,
                              there.operatorState(),
                              there.attachments(),
                              there.properties())));
    }
    return new OperatorSnapshot(
        operator.name(), operator.parallelism(), List.copyOf(subtasks.values()));
  }

  /** The same bytes as a blob of the savepoint. */
  private BlobRef copied(BlobRef blob, StoreSink sink) {
    if (!(blob instanceof BlobRef.Stored stored)) {
      return blob;
    }
    byte[] buffer = new byte[(int) Math.min(COPY_BYTES, stored.length() + 1)];
    CRC32C crc = new CRC32C();
    try (BlobReader in = source.open(stored);
        BlobWriter<BlobRef> out = sink.create(BlobScope.EXCLUSIVE)) {
      for (int read = in.read(buffer, 0, buffer.length);
          read >= 0;
          read = in.read(buffer, 0, buffer.length)) {
        crc.update(buffer, 0, read);
        out.write(buffer, 0, read);
      }
      if ((int) crc.getValue() != stored.checksum()) {
        throw SnapshotCorruptException.checksum(
            stored.name(), stored.offset(), stored.checksum(), (int) crc.getValue());
      }
      return out.commit();
    }
  }

  /** The keyed state of one operator, on its way to the subtasks that will have it. */
  private final class StoreRewrite {

    private final StoreSink sink;
    private final StoreSchema schema;
    private final Map<StateId, Integer> positions = new HashMap<>();
    private final Map<Integer, KeyGroupRange> ranges = new TreeMap<>();
    private final Map<Integer, List<BlobUse>> blobs = new HashMap<>();
    private final GatheredEntries gathered;
    private final boolean rekeyed;

    StoreRewrite(OperatorSnapshot operator, StoreSink sink) {
      this.sink = sink;
      this.rekeyed = maxParallelism != contents.manifest().maxParallelism();
      List<StateSchema> states = new ArrayList<>();
      StoreSchema first = null;
      for (SubtaskSnapshot subtask : operator.subtasks()) {
        StoreSnapshot store = subtask.keyed();
        if (store != null) {
          first = first == null ? store.schemas().get(store.schemas().size() - 1) : first;
          if (!rekeyed) {
            ranges.put(subtask.index(), store.keyGroups());
          }
        }
      }
      for (SnapshotState state : contents.states()) {
        if (state.id().operator().equals(operator.name()) && state.mode() == null) {
          positions.put(state.id(), states.size());
          states.add(state.schema());
        }
      }
      if (first == null) {
        throw new IllegalStateException("Operator '" + operator.name() + "' has no keyed state");
      }
      this.schema = new StoreSchema(first.key(), states);
      this.gathered = new GatheredEntries(schema);
      if (rekeyed) {
        int parallelism = Math.min(operator.parallelism(), maxParallelism);
        for (int i = 0; i < parallelism; i++) {
          ranges.put(i, KeyGroups.rangeOf(i, parallelism, maxParallelism));
        }
      }
    }

    void add(StateId state, SnapshotEntry entry) {
      ReadBuffer key = entry.key();
      int group =
          rekeyed
              ? KeyGroups.of(key.array(), key.position(), key.remaining(), maxParallelism)
              : entry.keyGroup();
      Integer position = positions.get(state);
      if (position == null) {
        throw new IllegalStateException("State " + state + " is in no schema of the snapshot");
      }
      gathered.add(position, group, entry);
      if (gathered.bytes() >= memory) {
        write();
      }
    }

    /** What was gathered so far becomes blobs; the next ones hold other entries. */
    private void write() {
      ranges.forEach(
          (index, range) ->
              blobs
                  .computeIfAbsent(index, subtask -> new ArrayList<>())
                  .addAll(gathered.write(writer, sink, 0, range)));
    }

    Map<Integer, StoreSnapshot> finish() {
      write();
      Map<Integer, StoreSnapshot> stores = new TreeMap<>();
      ranges.forEach(
          (index, range) ->
              stores.put(
                  index,
                  new StoreSnapshot(
                      BACKEND,
                      StoreSnapshot.PORTABLE,
                      PortableWriter.FORMAT_VERSION,
                      range,
                      List.of(schema),
                      blobs.getOrDefault(index, List.of()))));
      return stores;
    }
  }
}
