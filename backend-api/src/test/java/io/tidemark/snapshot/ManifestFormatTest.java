package io.tidemark.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.snapshot.operator.OperatorStateMode;
import io.tidemark.snapshot.operator.OperatorStateSchema;
import io.tidemark.snapshot.operator.OperatorStateSnapshot;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotVersionException;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class ManifestFormatTest {

  private static final String BLOB = "word-count/checkpoints/000000000042/manifest.json";

  private static final StoreSnapshot STORE =
      new StoreSnapshot(
          "memory",
          StoreSnapshot.PORTABLE,
          1,
          KeyGroupRange.of(64, 127),
          List.of(new StoreSchema(Scalar.STRING, List.of())),
          List.of(
              new BlobUse(
                  new BlobRef.Stored("shared/0a/0a-b", 0, 1L << 40, 0x89abcdef),
                  KeyGroupRange.of(64, 127),
                  0,
                  false),
              new BlobUse(
                  new BlobRef.Inline(new byte[] {1, 2, 3}), KeyGroupRange.of(64, 70), 0, true)));

  private static final OperatorStateSnapshot OPERATOR_STATE =
      new OperatorStateSnapshot(
          List.of(
              new OperatorStateSnapshot.Part(
                  new OperatorStateSchema("offsets", OperatorStateMode.SPLIT, null, Scalar.LONG),
                  3,
                  true,
                  0)),
          new BlobRef.Stored("checkpoints/000000000042/x.pack", 7, 9, 1));

  private static final SnapshotManifest MANIFEST =
      new SnapshotManifest(
          "word-count",
          42,
          SnapshotKind.CHECKPOINT,
          3,
          40,
          1_767_225_600_000L,
          1_767_225_600_123L,
          128,
          KeyGroups.RULE,
          List.of(
              new OperatorSnapshot(
                  "count \u00fc",
                  2,
                  List.of(
                      new SubtaskSnapshot(
                          0,
                          null,
                          OPERATOR_STATE,
                          Map.of("channel-0", new BlobRef.Inline(new byte[] {9})),
                          Map.of("watermark", "17")),
                      new SubtaskSnapshot(1, STORE, null)))),
          Map.of("z", "1", "a", "2"));

  @Test
  void whatIsWritten_isRead() {
    byte[] bytes = ManifestFormat.toBytes(MANIFEST);

    assertThat(ManifestFormat.fromBytes(bytes, BLOB)).isEqualTo(MANIFEST);
  }

  @Test
  void manifestOfVersionOne_isWrittenAndReadAsItWasFrozen() throws IOException {
    byte[] golden = ManifestFormatTest.class.getResourceAsStream("manifest-v1.json").readAllBytes();

    assertThat(ManifestFormat.fromBytes(golden, BLOB)).isEqualTo(MANIFEST);
    assertThat(new String(ManifestFormat.toBytes(MANIFEST), StandardCharsets.UTF_8))
        .isEqualTo(new String(golden, StandardCharsets.UTF_8));
  }

  /** For a new version. */
  @Test
  @EnabledIfSystemProperty(
      named = "tidemark.golden",
      matches = ".+",
      disabledReason =
          "writes the file of a new version: mvn -pl backend-api test -Dtest=ManifestFormatTest"
              + " -Dtidemark.golden=FOLDER")
  void newVersion_isWritten() throws IOException {
    Path folder = Files.createDirectories(Path.of(System.getProperty("tidemark.golden")));
    String name = "manifest-v" + ManifestFormat.VERSION + ".json";
    Files.write(folder.resolve(name), ManifestFormat.toBytes(MANIFEST));
  }

  @Test
  void everyBitOfAManifest_countsAndIsFoundDamaged() {
    assertEveryDamageIsFound(
        ManifestFormat.toBytes(MANIFEST), bytes -> ManifestFormat.fromBytes(bytes, BLOB));
  }

  @Test
  void everyBitOfAnEpochsRecords_countsAndIsFoundDamaged() {
    EpochClaim claim = new EpochClaim(7, new UUID(1, 2), Instant.ofEpochMilli(1_767_225_600_000L));
    EpochDecision decision = new EpochDecision(7, 43);
    SavepointNote note = new SavepointNote(44, "test:///root job/savepoints/x/manifest.json");

    assertThat(EpochFormat.claimFromBytes(EpochFormat.toBytes(claim), BLOB)).isEqualTo(claim);
    assertThat(EpochFormat.decisionFromBytes(EpochFormat.toBytes(decision), BLOB))
        .isEqualTo(decision);
    assertThat(SavepointNoteFormat.fromBytes(SavepointNoteFormat.toBytes(note), BLOB))
        .isEqualTo(note);
    assertEveryDamageIsFound(
        EpochFormat.toBytes(claim), bytes -> EpochFormat.claimFromBytes(bytes, BLOB));
    assertEveryDamageIsFound(
        EpochFormat.toBytes(decision), bytes -> EpochFormat.decisionFromBytes(bytes, BLOB));
    assertEveryDamageIsFound(
        SavepointNoteFormat.toBytes(note), bytes -> SavepointNoteFormat.fromBytes(bytes, BLOB));
  }

  @Test
  void newerVersion_isNoDamageAndNamesBoth() {
    byte[] newer =
        new SealedJson("tidemark-manifest", ManifestFormat.VERSION + 1)
            .seal(
                out -> {
                  try {
                    out.writeStartObject();
                    out.writeEndObject();
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                });

    assertThatThrownBy(() -> ManifestFormat.fromBytes(newer, BLOB))
        .isInstanceOf(SnapshotVersionException.class)
        .hasMessageContaining("version 2")
        .hasMessageContaining("up to 1");
  }

  @Test
  void totalBytes_countWhatSubtasksShareOnce() {
    BlobRef stored = new BlobRef.Stored("shared/0a/x", 0, 100, 1);
    BlobUse use = new BlobUse(stored, KeyGroupRange.of(0, 1), 0, true);
    StoreSnapshot store =
        new StoreSnapshot(
            "memory",
            StoreSnapshot.PORTABLE,
            1,
            KeyGroupRange.of(0, 1),
            List.of(new StoreSchema(Scalar.STRING, List.of())),
            List.of(use));
    SnapshotManifest manifest =
        new SnapshotManifest(
            "job",
            1,
            SnapshotKind.CHECKPOINT,
            1,
            1,
            0,
            0,
            128,
            KeyGroups.RULE,
            List.of(
                new OperatorSnapshot(
                    "count",
                    2,
                    List.of(
                        new SubtaskSnapshot(0, store, null), new SubtaskSnapshot(1, store, null)))),
            Map.of());

    assertThat(manifest.totalBytes()).isEqualTo(100);
  }

  private interface Reading {
    Object read(byte[] bytes);
  }

  private static void assertEveryDamageIsFound(byte[] whole, Reading reading) {
    for (int i = 0; i < whole.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = whole.clone();
        flipped[i] ^= (byte) (1 << bit);
        assertDamageIsFound(flipped, reading, "bit " + bit + " of byte " + i);
      }
      assertDamageIsFound(Arrays.copyOf(whole, i), reading, "cut to " + i);
    }
    assertDamageIsFound(Arrays.copyOf(whole, whole.length + 1), reading, "one byte more");
  }

  private static void assertDamageIsFound(byte[] damaged, Reading reading, String what) {
    assertThatThrownBy(() -> reading.read(damaged))
        .as(what)
        .isInstanceOfSatisfying(
            SnapshotCorruptException.class,
            e -> {
              assertThat(e.blob()).isEqualTo(BLOB);
              assertThat(e.offset()).isBetween(0L, (long) damaged.length);
            });
  }
}
