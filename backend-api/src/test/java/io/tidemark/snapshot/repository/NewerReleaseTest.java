package io.tidemark.snapshot.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.snapshot.RecoveryOptions.Damaged;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotVersionException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** What is sealed as it should be, and still is not for this release to read. */
class NewerReleaseTest {

  private static final int PACKED = 30_000;

  private final Job.Clock clock = new Job.Clock();
  private final MapStorage storage = new MapStorage(clock);
  private final SnapshotRepository repository = Job.repository(storage, clock, 1);
  private final JobClaim claim = repository.claim();

  @Test
  void newerManifest_stopsARecoveryThatMayFallBack() {
    Job.checkpoint(claim, PACKED);
    StoredSnapshot newest = Job.checkpoint(claim, PACKED);
    replaceByNewer(newest.location().manifest(), "tidemark-manifest");

    assertThatThrownBy(() -> repository.recover(Damaged.FALL_BACK))
        .isInstanceOf(SnapshotVersionException.class)
        .hasMessageContaining(newest.location().manifest())
        .hasMessageContaining("version 2")
        .hasMessageContaining("up to 1");
  }

  @Test
  void newerManifest_stopsAClaimBeforeItFencesAnybody() {
    Job.checkpoint(claim, PACKED);
    StoredSnapshot newest = Job.checkpoint(claim, PACKED);
    byte[] readable = storage.bytes(newest.location().manifest());
    replaceByNewer(newest.location().manifest(), "tidemark-manifest");

    assertThatThrownBy(repository::claim).isInstanceOf(SnapshotVersionException.class);

    storage.replace(newest.location().manifest(), readable);
    StoredSnapshot next = Job.checkpoint(claim, PACKED);
    assertThat(repository.latest()).contains(next);
  }

  @Test
  void newerManifestBelowAReadableOne_hindersNoClaim() {
    StoredSnapshot older = Job.checkpoint(claim, PACKED);
    Job.checkpoint(claim, PACKED);
    replaceByNewer(older.location().manifest(), "tidemark-manifest");

    assertThat(repository.claim().epoch()).isGreaterThan(claim.epoch());
  }

  @Test
  void newerManifest_keepsAllThatItMayNameFromCollection() {
    StoredSnapshot newest = Job.checkpoint(claim, PACKED);
    replaceByNewer(newest.location().manifest(), "tidemark-manifest");
    clock.advance(Duration.ofDays(1));

    CollectionReport report = repository.collect(Duration.ofHours(1), false);

    assertThat(report.removed()).isEmpty();
    assertThat(newest.blobNames()).isNotEmpty();
    assertThat(storage.names()).containsAll(newest.blobNames());
  }

  @Test
  void newerDecisionThatAClaimNeeds_isAnErrorOfItsOwn() {
    replaceByNewer("word-count/epochs/000000000001.start", "tidemark-epoch-start");

    assertThatThrownBy(repository::claim)
        .isInstanceOf(SnapshotVersionException.class)
        .hasMessageContaining("epochs/000000000001.start");
  }

  @Test
  void manifestThatNamesABlobOutsideOfTheRoot_isDamage() {
    StoredSnapshot snapshot = Job.checkpoint(claim, PACKED);
    String manifest = snapshot.location().manifest();
    String sealed = new String(storage.bytes(manifest), StandardCharsets.UTF_8);
    String json = sealed.substring(sealed.indexOf('\n') + 1);
    assertThat(json).contains("\"shared/");
    String leading = json.replace("\"shared/", "\"shared/../../");
    storage.replace(manifest, sealed("tidemark-manifest", 1, leading));

    assertThatThrownBy(() -> repository.load(snapshot.location()))
        .isInstanceOfSatisfying(
            SnapshotCorruptException.class, e -> assertThat(e.blob()).isEqualTo(manifest))
        .hasMessageContaining("is no name of a blob");
  }

  private void replaceByNewer(String blob, String name) {
    assertThat(storage.names()).contains(blob);
    storage.replace(blob, sealed(name, 2, "{\"colour\":\"green\"}"));
  }

  /** The seal as docs/FORMAT-MANIFEST.md has it. */
  private static byte[] sealed(String name, int version, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String head = name + " " + version + " " + body.length;
    CRC32C crc = new CRC32C();
    crc.update(head.getBytes(StandardCharsets.US_ASCII));
    crc.update(body);
    return String.format(Locale.ROOT, "%s %08x\n%s", head, crc.getValue(), json)
        .getBytes(StandardCharsets.UTF_8);
  }
}
