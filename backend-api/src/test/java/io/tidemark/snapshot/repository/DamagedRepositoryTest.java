package io.tidemark.snapshot.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.snapshot.RecoveryOptions.Damaged;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.SnapshotCorruptException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damage of whatever a checkpoint consists of: recovery finds it, names it and falls back. */
class DamagedRepositoryTest {

  private static final int RANDOM_DAMAGES = 10_000;

  private final Job.Clock clock = new Job.Clock();
  private final MapStorage storage = new MapStorage(clock);
  private final JobClaim claim = repository(storage).claim();
  private StoredSnapshot older;

  @BeforeEach
  void takeTheOlder() {
    older = checkpoint(3, 50);
  }

  @Test
  void everyByteFlipped_isFoundAndTheOlderCheckpointStandsIn() {
    StoredSnapshot newest = checkpoint(3, 50);
    for (String blob : blobsOf(newest)) {
      for (int offset = 0; offset < storage.bytes(blob).length; offset++) {
        MapStorage damaged = storage.copy();
        damaged.flip(blob, offset);
        assertFallsBack(damaged, blob, "byte " + offset + " flipped");
      }
    }
  }

  @Test
  void everyCut_isFoundAndTheOlderCheckpointStandsIn() {
    StoredSnapshot newest = checkpoint(3, 50);
    for (String blob : blobsOf(newest)) {
      for (int length = 0; length < storage.bytes(blob).length; length++) {
        MapStorage damaged = storage.copy();
        damaged.replace(blob, Arrays.copyOf(storage.bytes(blob), length));
        assertFallsBack(damaged, blob, "cut after " + length + " bytes");
      }
    }
  }

  @Test
  void randomDamageOfALargerOne_isFoundAndTheOlderCheckpointStandsIn() {
    StoredSnapshot newest = checkpoint(20, 1_000);
    List<String> blobs = blobsOf(newest);
    Random random = new Random(42);
    for (int damage = 0; damage < RANDOM_DAMAGES; damage++) {
      String blob = blobs.get(random.nextInt(blobs.size()));
      byte[] bytes = storage.bytes(blob);
      int at = random.nextInt(bytes.length);
      byte[] changed =
          switch (random.nextInt(3)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100));
            default -> overwritten(bytes, at, random);
          };
      if (!Arrays.equals(changed, bytes)) {
        MapStorage damaged = storage.copy();
        damaged.replace(blob, changed);
        assertFallsBack(damaged, blob, "damage " + damage + " at " + at);
      }
    }
  }

  @Test
  void missingBlob_isFoundAndTheOlderCheckpointStandsIn() {
    StoredSnapshot newest = checkpoint(3, 50);
    for (String blob : newest.blobNames()) {
      MapStorage damaged = storage.copy();
      damaged.delete(List.of(blob));
      assertFallsBack(damaged, blob, "missing");
      assertThatThrownBy(() -> repository(damaged).recover(Damaged.FAIL))
          .isInstanceOf(SnapshotCorruptException.class)
          .hasMessageContaining(blob);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void allDamaged_isAnErrorThatNamesTheNewestDamage(int offset) {
    StoredSnapshot newest = checkpoint(3, 50);
    String blob = newest.blobNames().iterator().next();
    storage.flip(blob, offset);
    storage.flip(older.blobNames().iterator().next(), offset);

    assertThatThrownBy(() -> repository(storage).recover(Damaged.FALL_BACK))
        .isInstanceOfSatisfying(
            SnapshotCorruptException.class, e -> assertThat(e.blob()).isEqualTo(blob))
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
  }

  private void assertFallsBack(MapStorage damaged, String blob, String what) {
    Recovery recovery = repository(damaged).recover(Damaged.FALL_BACK);
    assertThat(recovery.snapshot()).as("%s of %s", what, blob).contains(older);
    assertThat(recovery.skipped()).hasSize(1);
    assertThat(recovery.skipped().get(0).damage())
        .get()
        .isInstanceOfSatisfying(
            SnapshotCorruptException.class,
            e -> assertThat(e.blob()).as("%s of %s", what, blob).isEqualTo(blob));
  }

  private static byte[] overwritten(byte[] bytes, int at, Random random) {
    byte[] changed = bytes.clone();
    for (int i = at; i < Math.min(bytes.length, at + 1 + random.nextInt(64)); i++) {
      changed[i] = (byte) random.nextInt();
    }
    return changed;
  }

  /** A checkpoint of so many small blobs, shared and not, of which a pack each is made. */
  private StoredSnapshot checkpoint(int blobs, int length) {
    PendingSnapshot pending = claim.beginCheckpoint();
    List<BlobRef> written = new ArrayList<>();
    for (int i = 0; i < blobs; i++) {
      for (BlobScope scope : BlobScope.values()) {
        written.add(Job.write(pending, scope, Job.bytes(length, pending.id() * 100 + i)));
      }
    }
    return Job.publish(pending, written.toArray(new BlobRef[0]));
  }

  private static List<String> blobsOf(StoredSnapshot snapshot) {
    List<String> blobs = new ArrayList<>(snapshot.blobNames());
    blobs.add(snapshot.location().manifest());
    blobs.sort(null);
    return blobs;
  }

  private SnapshotRepository repository(MapStorage any) {
    return new SnapshotRepository(
        any, Job.NAME, new RepositorySettings(clock, Job.ids(7), Runnable::run, 1, 0));
  }
}
