package io.tidemark.snapshot.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Collections beside a job that goes on at the worst moment. */
class CollectBesideJobTest {

  private static final Duration GRACE = Duration.ofHours(1);

  private final Job.Clock clock = new Job.Clock();
  private final MapStorage storage = new MapStorage(clock);
  private final JobClaim claim = Job.repository(storage, clock, 1).claim();
  private final BlobRef base;

  CollectBesideJobTest() {
    PendingSnapshot first = claim.beginCheckpoint();
    base = Job.write(first, BlobScope.SHARED, Job.bytes(2_000_000, 1));
    Job.publish(first, base);
    clock.advance(Duration.ofDays(1));
  }

  @Test
  void checkpointRetiredBetweenListAndRead_costsItsSuccessorNothing() {
    collect(new JobMovesOn("read", 4));

    assertThat(Job.repository(storage, clock, 3).verify(WorkProgress.NONE).damages()).isEmpty();
  }

  @Test
  void checkpointRetiredWhileItIsListed_costsItsSuccessorNothing() {
    collect(new JobMovesOn("list", 3));

    assertThat(Job.repository(storage, clock, 3).verify(WorkProgress.NONE).damages()).isEmpty();
  }

  @Test
  void jobThatNeverKeepsStill_isAnErrorAndNothingIsRemoved() {
    storage.put("word-count/shared/00/garbage", new byte[1]);
    clock.advance(Duration.ofDays(1));

    assertThatThrownBy(() -> collect(new JobMovesOn("read", Integer.MAX_VALUE)))
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.isRetryable()).isTrue())
        .hasMessageContaining("nothing was removed");

    assertThat(storage.names()).contains("word-count/shared/00/garbage");
  }

  @Test
  void checkpointRetiredBetweenListAndRead_isNoJobWithoutCheckpoints() {
    SnapshotRepository reader =
        Job.repository(new InterceptedStorage(storage, new JobMovesOn("read", 1)), clock, 2);

    assertThat(reader.latest()).isPresent();
  }

  @Test
  void collectorWhoseClockIsAheadByLessThanHalfTheShelfLife_removesNothingThatIsPublished() {
    PendingSnapshot slow = claim.beginCheckpoint();
    BlobRef own = Job.write(slow, BlobScope.EXCLUSIVE, Job.bytes(2_000_000, 2));
    clock.advance(GRACE.dividedBy(2).minusSeconds(1));
    InstantSource ahead = InstantSource.offset(clock, GRACE.dividedBy(2).minusSeconds(1));

    Job.repository(storage, ahead, 2).collect(GRACE, false);
    Job.publish(slow, base, own);

    assertThat(Job.repository(storage, clock, 3).verify(WorkProgress.NONE).damages()).isEmpty();
  }

  private void collect(InterceptedStorage.Interceptor interceptor) {
    Job.repository(new InterceptedStorage(storage, interceptor), clock, 2).collect(GRACE, false);
  }

  /** Publishes a checkpoint and retires the one before, whenever checkpoints are looked at. */
  private final class JobMovesOn implements InterceptedStorage.Interceptor {

    private final String call;
    private int left;

    JobMovesOn(String call, int times) {
      this.call = call;
      this.left = times;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T around(String madeCall, String name, Supplier<T> work) {
      boolean looks =
          name.startsWith("word-count/checkpoints/")
              && (call.equals("list") || name.endsWith("manifest.json"));
      if (!madeCall.equals(call) || !looks || left-- <= 0) {
        return work.get();
      }
      if (!call.equals("list")) {
        moveOn();
        return work.get();
      }
      // What comes and what goes may be missing.
      List<StoredBlob> before = ((Stream<StoredBlob>) work.get()).toList();
      moveOn();
      Set<String> there = new HashSet<>(storage.names());
      return (T) before.stream().filter(blob -> there.contains(blob.name()));
    }

    private void moveOn() {
      Job.publish(claim.beginCheckpoint(), base);
      claim.retain(1);
    }
  }
}
