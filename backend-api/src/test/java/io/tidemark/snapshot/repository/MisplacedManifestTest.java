package io.tidemark.snapshot.repository;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.SnapshotCorruptException;
import org.junit.jupiter.api.Test;

/** A whole manifest in a place that is another's: somebody copied or renamed what he should not. */
class MisplacedManifestTest {

  private final Job.Clock clock = new Job.Clock();
  private final MapStorage storage = new MapStorage(clock);
  private final SnapshotRepository repository = Job.repository(storage, clock, 1);
  private final JobClaim claim = repository.claim();
  private final StoredSnapshot checkpoint = Job.checkpoint(claim, 100);

  @Test
  void ofAnotherCheckpoint_isDamage() {
    copyManifest(checkpoint, "word-count/checkpoints/000000000009/manifest.json");

    assertThatThrownBy(() -> repository.checkpoint(9))
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining("checkpoints/000000000009/manifest.json")
        .hasMessageContaining("the manifest of checkpoint " + checkpoint.id());
  }

  @Test
  void ofASavepointInACheckpointsPlace_isDamage() {
    StoredSnapshot savepoint = Job.publish(claim.beginSavepoint(repository, "before"));
    copyManifest(savepoint, "word-count/checkpoints/000000000009/manifest.json");

    assertThatThrownBy(() -> repository.checkpoint(9))
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining("the manifest of savepoint " + savepoint.id());
  }

  @Test
  void ofACheckpointInASavepointsPlace_isDamage() {
    copyManifest(checkpoint, "word-count/savepoints/before/manifest.json");

    assertThatThrownBy(() -> repository.savepoint("before"))
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining("the manifest of checkpoint " + checkpoint.id());
  }

  @Test
  void ofACheckpointOutsideOfAJob_isDamage() {
    copyManifest(checkpoint, "manifest.json");

    assertThatThrownBy(() -> repository.load(SnapshotLocation.ROOT))
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining("the manifest of checkpoint " + checkpoint.id());
  }

  private void copyManifest(StoredSnapshot from, String to) {
    storage.put(to, storage.bytes(from.location().manifest()));
  }
}
