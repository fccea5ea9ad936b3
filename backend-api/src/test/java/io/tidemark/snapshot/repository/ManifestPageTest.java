package io.tidemark.snapshot.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.snapshot.EpochClaim;
import io.tidemark.snapshot.EpochDecision;
import io.tidemark.snapshot.EpochFormat;
import io.tidemark.snapshot.SavepointNote;
import io.tidemark.snapshot.SavepointNoteFormat;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.SnapshotCorruptException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The examples of docs/FORMAT-MANIFEST.md are the frozen files of version 1, and these are what is
 * written and read.
 */
class ManifestPageTest {

  private static final String CLAIM_FILE = "epoch-claim-v1.json";
  private static final String DECISION_FILE = "epoch-decision-v1.json";
  private static final String NOTE_FILE = "savepoint-note-v1.json";
  private static final String PACK_FILE = "pack-v1.blob";

  private static final EpochClaim CLAIM =
      new EpochClaim(
          7,
          UUID.fromString("9b2f6a3e-4c1d-4e8f-a0b7-5d6c7e8f9a01"),
          Instant.ofEpochMilli(1_767_225_600_000L));
  private static final EpochDecision DECISION = new EpochDecision(7, 43);
  private static final SavepointNote NOTE =
      new SavepointNote(44, "file:///snapshots word-count/savepoints/before-upgrade/manifest.json");

  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- golden (\\S+) -->\n```\n(.*?)\n```\n", Pattern.DOTALL);
  private static final Pattern HEX_LINE = Pattern.compile("(?m)^((?:[0-9a-f]{2} {1,2})+) .*$");

  @Test
  void claimOfVersionOne_isWrittenAndReadAsItWasFrozen() {
    assertThat(EpochFormat.claimFromBytes(golden(CLAIM_FILE), CLAIM_FILE)).isEqualTo(CLAIM);
    assertThat(EpochFormat.toBytes(CLAIM)).isEqualTo(golden(CLAIM_FILE));
  }

  @Test
  void decisionOfVersionOne_isWrittenAndReadAsItWasFrozen() {
    assertThat(EpochFormat.decisionFromBytes(golden(DECISION_FILE), DECISION_FILE))
        .isEqualTo(DECISION);
    assertThat(EpochFormat.toBytes(DECISION)).isEqualTo(golden(DECISION_FILE));
  }

  @Test
  void noteOfVersionOne_isWrittenAndReadAsItWasFrozen() {
    assertThat(SavepointNoteFormat.fromBytes(golden(NOTE_FILE), NOTE_FILE)).isEqualTo(NOTE);
    assertThat(SavepointNoteFormat.toBytes(NOTE)).isEqualTo(golden(NOTE_FILE));
  }

  @Test
  void pack_isWrittenAsItWasFrozen() {
    assertThat(writePack()).isEqualTo(golden(PACK_FILE));
  }

  @Test
  void frozenPack_isFoundWhole_andDamagedInEveryByte() {
    byte[] whole = golden(PACK_FILE);

    check(whole);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 1;
      assertThatThrownBy(() -> check(damaged))
          .as("byte %s", i)
          .isInstanceOf(SnapshotCorruptException.class);
    }
  }

  @Test
  void examplesOfThePage_areTheFrozenFiles() throws IOException {
    List<MatchResult> examples = EXAMPLE.matcher(page()).results().toList();

    assertThat(examples.stream().map(example -> example.group(1)).collect(Collectors.toSet()))
        .isEqualTo(Set.of("manifest-v1.json", CLAIM_FILE, DECISION_FILE, NOTE_FILE, PACK_FILE));
    for (MatchResult example : examples) {
      String name = example.group(1);
      assertThat(bytesOf(name, example.group(2))).as(name).isEqualTo(golden(name));
    }
  }

  /** For a new version. */
  @Test
  @EnabledIfSystemProperty(
      named = "tidemark.golden",
      matches = ".+",
      disabledReason =
          "writes the files of a new version: mvn -pl backend-api test -Dtest=ManifestPageTest"
              + " -Dtidemark.golden=FOLDER")
  void newVersion_isWritten() throws IOException {
    Path folder = Files.createDirectories(Path.of(System.getProperty("tidemark.golden")));
    Files.write(folder.resolve(CLAIM_FILE), EpochFormat.toBytes(CLAIM));
    Files.write(folder.resolve(DECISION_FILE), EpochFormat.toBytes(DECISION));
    Files.write(folder.resolve(NOTE_FILE), SavepointNoteFormat.toBytes(NOTE));
    Files.write(folder.resolve(PACK_FILE), writePack());
  }

  private static byte[] writePack() {
    MapStorage storage = new MapStorage(() -> Instant.EPOCH);
    Pack pack = new Pack("a.pack", 1);
    assertThat(pack.append(new byte[] {1, 2, 3}, 3, 100)).isZero();
    assertThat(pack.append(new byte[] {4, 5}, 2, 100)).isEqualTo(3);
    pack.flush(storage, "job/a.pack");
    return new AtomicBlobs(storage).read("job/a.pack").orElseThrow();
  }

  private static void check(byte[] pack) {
    BlobRef.Stored first = new BlobRef.Stored("a.pack", 0, 3, 0xf130f21e);
    BlobCheck check = new BlobCheck("a.pack", List.of(first));
    check.update(pack, 0, pack.length);
    check.finish();
  }

  private static byte[] bytesOf(String name, String example) {
    if (!name.equals(PACK_FILE)) {
      return example.getBytes(StandardCharsets.UTF_8);
    }
    String hex =
        HEX_LINE
            .matcher(example)
            .results()
            .map(line -> line.group(1))
            .collect(Collectors.joining());
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static byte[] golden(String name) {
    try (InputStream in =
        ManifestPageTest.class.getResourceAsStream("/io/tidemark/snapshot/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String page() throws IOException {
    return Files.readString(
        Path.of(System.getProperty("tidemark.root"), "docs", "FORMAT-MANIFEST.md"));
  }
}
