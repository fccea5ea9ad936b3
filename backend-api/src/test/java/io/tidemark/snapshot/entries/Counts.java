package io.tidemark.snapshot.entries;

import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.snapshot.SnapshotKind;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.snapshot.SubtaskSnapshot;
import io.tidemark.snapshot.portable.EntryWriter;
import io.tidemark.snapshot.portable.MemoryBlobs;
import io.tidemark.snapshot.portable.PortableOptions;
import io.tidemark.snapshot.portable.PortableWriter;
import io.tidemark.snapshot.repository.WorkProgress;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.Operation;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Snapshots of one operator that counts: a value a key, and a map of what was counted. */
final class Counts {

  static final String OPERATOR = "counter";
  static final StateId COUNT = new StateId(OPERATOR, StateId.Scope.KEYED, "count");
  static final StateId SEEN = new StateId(OPERATOR, StateId.Scope.KEYED, "seen");

  private static final StoreSchema SCHEMA =
      new StoreSchema(
          Scalar.STRING,
          List.of(
              new StateSchema("count", StateKind.VALUE, Scalar.UNIT, null, Scalar.LONG, false),
              new StateSchema(
                  "seen", StateKind.MAP, Scalar.UNIT, Scalar.LONG, Scalar.BOOLEAN, false)));

  private Counts() {}

  /** A snapshot in which each key has its count, and has seen every number below it. */
  static SnapshotContents snapshot(
      MemoryBlobs blobs,
      int parallelism,
      int maxParallelism,
      String rule,
      Map<String, Long> counts) {
    List<SubtaskSnapshot> subtasks = new ArrayList<>();
    for (int i = 0; i < parallelism; i++) {
      KeyGroupRange range = KeyGroups.rangeOf(i, parallelism, maxParallelism);
      StoreSnapshot store =
          new StoreSnapshot(
              "test",
              StoreSnapshot.PORTABLE,
              PortableWriter.FORMAT_VERSION,
              range,
              List.of(SCHEMA),
              new PortableWriter(new PortableOptions(true, 300, 1 << 10, 1, 1), Runnable::run)
                  .write(
                      blobs,
                      BlobScope.SHARED,
                      SCHEMA,
                      0,
                      range,
                      group -> 100,
                      (group, out) -> write(group, maxParallelism, counts, out)));
      subtasks.add(new SubtaskSnapshot(i, store, null));
    }
    SnapshotManifest manifest =
        new SnapshotManifest(
            "counts",
            7,
            SnapshotKind.CHECKPOINT,
            1,
            1,
            10,
            20,
            maxParallelism,
            rule,
            List.of(new OperatorSnapshot(OPERATOR, parallelism, subtasks)),
            Map.of());
    return contents(manifest, blobs);
  }

  static SnapshotContents contents(SnapshotManifest manifest, MemoryBlobs blobs) {
    return new SnapshotContents(
        manifest, blobs, SnapshotFormats.load(Counts.class.getClassLoader()));
  }

  /** What a snapshot says of the counts. */
  static Map<String, Long> read(SnapshotContents contents) {
    Map<String, Long> counts = new TreeMap<>();
    contents.walk(
        COUNT::equals,
        WorkProgress.NONE,
        (state, subtask, entry) -> {
          counts.put(Serializers.STRING.read(entry.key()), entry.value().readLong());
          return true;
        });
    return counts;
  }

  private static void write(
      int group, int maxParallelism, Map<String, Long> counts, EntryWriter out) {
    counts.forEach(
        (key, count) -> {
          WriteBuffer scratch = new WriteBuffer(16);
          if (KeyGroups.of(key, Serializers.STRING, maxParallelism, scratch) == group) {
            out.section(0, Operation.PUT);
            Serializers.STRING.write(key, out.beginEntry());
            out.value().writeLong(count);
            out.endEntry();
            for (long seen = 0; seen < count; seen++) {
              out.section(1, Operation.PUT);
              Serializers.STRING.write(key, out.beginEntry());
              out.userKey().writeLong(seen);
              out.value().writeBoolean(true);
              out.endEntry();
            }
          }
        });
  }
}
