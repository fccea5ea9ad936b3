package io.tidemark.snapshot.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.snapshot.SnapshotKind;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever befalls who writes a savepoint from outside: none looks whole that is not. */
class ImportedSavepointTest {

  private final Job.Clock clock = new Job.Clock();

  @Test
  void storageThatFailsAtAnyCall_hasNoDamagedSavepoint_andTheNextAttemptIsWhole() {
    Outage none = Outage.forEver(Integer.MAX_VALUE, false);
    write(new InterceptedStorage(new MapStorage(clock), none), 2);

    for (Outage outage : Outage.all(none.calls())) {
      MapStorage target = new MapStorage(clock);
      SnapshotRepository repository = Job.repository(target, clock, 3);
      try {
        write(new InterceptedStorage(target, outage), 2);
      } catch (StorageException e) {
        assertThat(repository.verify(WorkProgress.NONE).damages()).as("%s", outage).isEmpty();
      }
      try {
        write(target, 3);
      } catch (SnapshotExistsException e) {
        assertThat(repository.savepoints()).as("%s", outage).hasSize(1);
      }
      assertThat(repository.verify(repository.savepoint("kept"), WorkProgress.NONE).isWhole())
          .as("%s", outage)
          .isTrue();
    }
  }

  private void write(SnapshotStorage storage, long seed) {
    try (ImportedSavepoint savepoint =
            Job.repository(storage, clock, seed).importSavepoint("kept");
        StoreSink sink = savepoint.sink()) {
      BlobRef large = Job.write(sink, BlobScope.EXCLUSIVE, Job.bytes((1 << 20) + 1, 1));
      BlobRef small = Job.write(sink, BlobScope.EXCLUSIVE, Job.bytes(30_000, 2));
      sink.finish();
      savepoint.publish(
          new SnapshotManifest(
              Job.NAME,
              7,
              SnapshotKind.SAVEPOINT,
              0,
              0,
              0,
              0,
              128,
              KeyGroups.RULE,
              Job.operators(Job.store(large, small)),
              Map.of()));
    }
  }
}
