package io.tidemark.snapshot.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.spi.BlobScope;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DeleteSavepointTest {

  private final Job.Clock clock = new Job.Clock();
  private final MapStorage storage = new MapStorage(clock);
  private final SnapshotRepository repository = Job.repository(storage, clock, 1);
  private final JobClaim claim = repository.claim();

  @Test
  void deletedSavepoint_leavesNothing() {
    take("daily");

    repository.deleteSavepoint("daily");

    assertThat(repository.savepoints()).isEmpty();
    assertThat(storage.names()).noneMatch(name -> name.contains("/savepoints/"));
  }

  @Test
  void savepointThatTakesTheNameMeanwhile_stays() {
    take("daily");
    AtomicReference<StoredSnapshot> next = new AtomicReference<>();
    InterceptedStorage.Interceptor takesTheName =
        new InterceptedStorage.Interceptor() {
          @Override
          public <T> T around(String call, String name, Supplier<T> work) {
            T done = work.get();
            if (call.equals("delete") && next.get() == null) {
              next.set(take("daily"));
            }
            return done;
          }
        };

    Job.repository(new InterceptedStorage(storage, takesTheName), clock, 2)
        .deleteSavepoint("daily");

    assertThat(repository.savepoint("daily")).isEqualTo(next.get());
    assertThat(repository.verify(next.get(), WorkProgress.NONE).isWhole()).isTrue();
  }

  @Test
  void savepointWithADamagedManifest_isDeletedAndItsBlobsAreCollected() {
    StoredSnapshot savepoint = take("daily");
    storage.flip(savepoint.location().manifest(), 60);

    repository.deleteSavepoint("daily");
    assertThat(repository.savepoints()).isEmpty();
    clock.advance(Duration.ofDays(1));
    repository.collect(Duration.ofHours(1), false);

    assertThat(storage.names()).noneMatch(name -> name.contains("/savepoints/"));
  }

  @Test
  void savepointThatIsNotThere_isDeletedAllTheSame() {
    repository.deleteSavepoint("never");

    assertThat(repository.savepoints()).isEmpty();
  }

  private StoredSnapshot take(String name) {
    try (PendingSnapshot pending = claim.beginSavepoint(repository, name)) {
      return Job.publish(pending, Job.write(pending, BlobScope.EXCLUSIVE, Job.bytes(40_000, 1)));
    }
  }
}
