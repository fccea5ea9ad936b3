package io.tidemark.snapshot.portable;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializers;
import io.tidemark.snapshot.OperatorStateFormat;
import io.tidemark.snapshot.StoreSnapshotFormat;
import io.tidemark.snapshot.operator.OperatorStateRestore;
import io.tidemark.snapshot.operator.OperatorStateSnapshot;
import io.tidemark.snapshot.operator.OperatorStateStore;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.BroadcastMap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What version 1 wrote is read for ever, and version 1 is what is written. */
class GoldenFilesTest {

  private final GoldenFiles golden = new GoldenFiles();
  private final MemoryBlobs blobs = new MemoryBlobs();

  @Test
  void fullSnapshot_isRead() {
    assertThat(walk("full.txt")).containsExactlyInAnyOrderElementsOf(lines("full.entries"));
  }

  @Test
  void compressedSnapshot_isRead() {
    assertThat(walk("compressed.txt")).containsExactlyInAnyOrderElementsOf(lines("full.entries"));
  }

  @Test
  void chain_isRead() {
    assertThat(walk("chain.txt")).containsExactlyInAnyOrderElementsOf(lines("chain.entries"));
  }

  @Test
  void operatorState_isRead() {
    List<OperatorStateSnapshot> snapshots =
        List.of(
            OperatorStateFormat.fromBytes(golden.read("operator-0.txt"), "operator-0.txt"),
            OperatorStateFormat.fromBytes(golden.read("operator-1.txt"), "operator-1.txt"));

    OperatorStateStore store =
        OperatorStateStore.open(new OperatorStateRestore("op", 0, 1, snapshots, golden));

    assertThat(store.splitList("offsets", Serializers.LONG).get()).containsExactly(1L, 2L, 3L);
    assertThat(store.unionList("splits", Serializers.STRING).get()).containsExactly("a", "b");
    assertThat(store.broadcastMap("rules", Serializers.STRING, Serializers.INT).entries())
        .isEqualTo(Map.of("x", 1, "y", 2));
  }

  @Test
  void descriptionsOfSnapshots_areWrittenTheSame() {
    for (String name : List.of("full.txt", "compressed.txt", "chain.txt")) {
      byte[] frozen = golden.read(name);
      assertThat(StoreSnapshotFormat.toBytes(StoreSnapshotFormat.fromBytes(frozen, name)))
          .as(name)
          .isEqualTo(frozen);
    }
    for (String name : List.of("operator-0.txt", "operator-1.txt")) {
      byte[] frozen = golden.read(name);
      assertThat(OperatorStateFormat.toBytes(OperatorStateFormat.fromBytes(frozen, name)))
          .as(name)
          .isEqualTo(frozen);
    }
  }

  @Test
  void uncompressedBlob_isWrittenTheSame() {
    BlobUse full = writeFull();

    assertThat(blobs.bytes(full.blob())).isEqualTo(golden.read("full.blob"));
    assertThat(StoreSnapshotFormat.toBytes(snapshot(GoldenContent.BASE, named(full, "full.blob"))))
        .isEqualTo(golden.read("full.txt"));
  }

  /** For a new version. */
  @Test
  @EnabledIfSystemProperty(
      named = "tidemark.golden",
      matches = ".+",
      disabledReason =
          "writes the files of a new version: mvn -pl backend-api test -Dtest=GoldenFilesTest"
              + " -Dtidemark.golden=FOLDER")
  void newVersion_isWritten() {
    Path folder = Path.of(System.getProperty("tidemark.golden"));
    BlobUse full = writeFull();
    writeSnapshot(folder, "full", GoldenContent.BASE, full);
    BlobUse compressed =
        write(PortableOptions.DEFAULT, GoldenContent.BASE, 0, GoldenContent.base());
    writeSnapshot(folder, "compressed", GoldenContent.BASE, compressed);
    BlobUse increment =
        write(PortableOptions.DEFAULT, GoldenContent.LATER, 1, GoldenContent.increment());
    write(folder, "increment.blob", blobs.bytes(increment.blob()));
    StoreSnapshot chain =
        new StoreSnapshot(
            "memory",
            StoreSnapshot.PORTABLE,
            1,
            GoldenContent.ALL,
            List.of(GoldenContent.BASE, GoldenContent.LATER),
            List.of(named(full, "full.blob"), named(increment, "increment.blob")));
    write(folder, "chain.txt", StoreSnapshotFormat.toBytes(chain));
    write(folder, "full.entries", text(entries(snapshot(GoldenContent.BASE, full), blobs)));
    StoreSnapshot unnamed =
        new StoreSnapshot(
            "memory",
            StoreSnapshot.PORTABLE,
            1,
            GoldenContent.ALL,
            chain.schemas(),
            List.of(full, increment));
    write(folder, "chain.entries", text(entries(unnamed, blobs)));
    writeOperatorState(folder);
  }

  private void writeOperatorState(Path folder) {
    for (int subtask = 0; subtask < 2; subtask++) {
      OperatorStateStore store = OperatorStateStore.open(OperatorStateRestore.none("op"));
      store
          .splitList("offsets", Serializers.LONG)
          .update(subtask == 0 ? List.of(1L, 2L) : List.of(3L));
      store.unionList("splits", Serializers.STRING).add(subtask == 0 ? "a" : "b");
      BroadcastMap<String, Integer> rules =
          store.broadcastMap("rules", Serializers.STRING, Serializers.INT);
      rules.put("x", 1);
      rules.put("y", 2);
      OperatorStateSnapshot snapshot = store.capture(subtask == 1).write(blobs);
      String name = "operator-" + subtask;
      write(folder, name + ".blob", blobs.bytes(snapshot.blob()));
      OperatorStateSnapshot named =
          new OperatorStateSnapshot(snapshot.states(), named(snapshot.blob(), name + ".blob"));
      write(folder, name + ".txt", OperatorStateFormat.toBytes(named));
    }
  }

  private void writeSnapshot(Path folder, String name, StoreSchema schema, BlobUse use) {
    write(folder, name + ".blob", blobs.bytes(use.blob()));
    StoreSnapshot snapshot = snapshot(schema, named(use, name + ".blob"));
    write(folder, name + ".txt", StoreSnapshotFormat.toBytes(snapshot));
  }

  private BlobUse writeFull() {
    PortableOptions plain = new PortableOptions(false, 1_000, 1 << 20, 1, 1);
    return write(plain, GoldenContent.BASE, 0, GoldenContent.base());
  }

  private BlobUse write(PortableOptions options, StoreSchema schema, int index, List<Row> rows) {
    return new PortableWriter(options, Runnable::run)
        .write(
            blobs,
            BlobScope.SHARED,
            schema,
            index,
            GoldenContent.ALL,
            keyGroup -> 0,
            Rows.source(rows, schema))
        .get(0);
  }

  private static StoreSnapshot snapshot(StoreSchema schema, BlobUse use) {
    return new StoreSnapshot(
        "memory", StoreSnapshot.PORTABLE, 1, GoldenContent.ALL, List.of(schema), List.of(use));
  }

  private static BlobUse named(BlobUse use, String name) {
    return new BlobUse(named(use.blob(), name), use.keyGroups(), use.schema(), use.added());
  }

  private static BlobRef named(BlobRef blob, String name) {
    return new BlobRef.Stored(name, 0, blob.length(), blob.checksum());
  }

  private List<String> walk(String name) {
    return entries(StoreSnapshotFormat.fromBytes(golden.read(name), name), golden);
  }

  /** Key group, state, then the fields in hexadecimal digits; the stamp in decimal ones. */
  private static List<String> entries(StoreSnapshot snapshot, BlobSource source) {
    List<String> lines = new ArrayList<>();
    new PortableEntries()
        .walk(
            snapshot,
            snapshot.keyGroups(),
            source,
            entry ->
                lines.add(
                    String.join(
                        " ",
                        Integer.toString(entry.keyGroup()),
                        entry.stateSchema().name(),
                        hex(entry.key()),
                        hex(entry.namespace()),
                        hex(entry.userKey()),
                        Long.toString(entry.stamp()),
                        hex(entry.value()))));
    return lines;
  }

  private static String hex(ReadBuffer bytes) {
    return HexFormat.of().formatHex(bytes.readBytes(bytes.remaining()));
  }

  private List<String> lines(String name) {
    return new String(golden.read(name), StandardCharsets.US_ASCII).lines().toList();
  }

  private static byte[] text(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static void write(Path folder, String name, byte[] bytes) {
    GoldenFiles.write(folder, name, bytes);
  }
}
