package io.tidemark.snapshot.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.snapshot.RecoveryOptions.Damaged;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.FencedException;
import io.tidemark.spi.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FencingTest {

  private final Job.Clock clock = new Job.Clock();
  private final MapStorage storage = new MapStorage(clock);
  private long seed;

  @Test
  void coordinatorThatWasSucceeded_isFencedAndDeletesNothing() {
    JobClaim old = repository().claim();
    Job.checkpoint(old, 3_000_000);
    Job.checkpoint(old, 3_000_000);
    PendingSnapshot pending = old.beginCheckpoint();
    Job.write(pending, BlobScope.EXCLUSIVE, Job.bytes(3_000_000, 1));
    repository().claim();
    int before = storage.names().size();

    assertThatThrownBy(() -> Job.publish(pending)).isInstanceOf(FencedException.class);
    pending.close();
    assertThatThrownBy(() -> old.retain(1)).isInstanceOf(FencedException.class);
    assertThatThrownBy(old::beginCheckpoint).isInstanceOf(FencedException.class);

    assertThat(storage.names()).hasSize(before + 1);
  }

  @Test
  void retainBySomebodyWhoWasSucceeded_deletesNothing() {
    JobClaim old = repository().claim();
    Job.checkpoint(old, 100);
    Job.checkpoint(old, 100);
    repository().claim();

    assertThatThrownBy(() -> old.retain(1)).isInstanceOf(FencedException.class);
    assertThat(repository().checkpoints()).hasSize(2);
  }

  @Test
  void lateCheckpoint_isNoHistoryEvenIfItsSuccessorNeverPublished() {
    JobClaim old = repository().claim();
    StoredSnapshot known = Job.checkpoint(old, 100);
    PendingSnapshot pending = old.beginCheckpoint();
    JobClaim successor = repository().claim();
    assertThat(repository().latest()).contains(known);

    assertThatThrownBy(() -> Job.publish(pending)).isInstanceOf(FencedException.class);

    assertThat(repository().latest()).contains(known);
    assertThat(repository().checkpoint(pending.id()).id()).isEqualTo(pending.id());
    assertThat(successor.retained()).containsExactly(known.id());
    repository().claim();
    assertThat(repository().latest()).contains(known);
  }

  @Test
  void lateCheckpointBelowTheNextId_isNoHistory() {
    JobClaim old = repository().claim();
    StoredSnapshot known = Job.checkpoint(old, 100);
    PendingSnapshot pending = old.beginCheckpoint();
    Job.write(pending, BlobScope.EXCLUSIVE, Job.bytes(3_000_000, 1));
    JobClaim successor = repository().claim();

    assertThatThrownBy(() -> Job.publish(pending)).isInstanceOf(FencedException.class);

    assertThat(successor.beginCheckpoint().id()).isGreaterThan(pending.id());
    assertThat(repository().latest()).contains(known);
  }

  @Test
  void lateCheckpointInTheSuccessorsWay_declinesOneCheckpointAndNoMore() {
    JobClaim old = repository().claim();
    PendingSnapshot pending = old.beginCheckpoint();
    JobClaim successor = repository().claim();
    assertThatThrownBy(() -> Job.publish(pending)).isInstanceOf(FencedException.class);
    PendingSnapshot inTheWay = successor.beginCheckpoint();
    assertThat(inTheWay.id()).isEqualTo(pending.id());

    assertThatThrownBy(() -> Job.publish(inTheWay))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("declined");
    inTheWay.abort();
    StoredSnapshot next = Job.checkpoint(successor, 100);

    assertThat(repository().latest()).contains(next);
    assertThat(repository().checkpoints()).extracting(FoundSnapshot::id).containsExactly(next.id());
  }

  @Test
  void coordinatorWhoseSuccessorsRecordIsCollected_isFencedStill() {
    JobClaim old = repository().claim();
    Job.checkpoint(old, 100);
    Job.checkpoint(old, 100);
    for (int i = 0; i < 3; i++) {
      JobClaim next = repository().claim();
      Job.checkpoint(next, 100);
      next.retain(1);
    }
    clock.advance(Duration.ofDays(1));
    repository().collect(Duration.ofHours(1), false);
    assertThat(storage.names()).doesNotContain("word-count/epochs/000000000002");

    assertThatThrownBy(() -> old.retain(1)).isInstanceOf(FencedException.class);
  }

  @Test
  void checkpointOfAnEpochWhoseRecordIsCollected_isNoHistory() {
    MapStorage slow = storage.copy();
    JobClaim old = Job.repository(slow, clock, 99).claim();
    PendingSnapshot pending = old.beginCheckpoint();
    StoredSnapshot late = Job.publish(pending);
    byte[] lateManifest = slow.bytes(late.location().manifest());
    JobClaim first = repository().claim();
    PendingSnapshot skipped = first.beginCheckpoint();
    skipped.abort();
    Job.checkpoint(repository().claim(), 100);
    JobClaim third = repository().claim();
    StoredSnapshot newest = Job.checkpoint(third, 100);
    third.retain(1);
    clock.advance(Duration.ofDays(1));
    repository().collect(Duration.ofHours(1), false);

    storage.put(late.location().manifest(), lateManifest);

    assertThat(repository().checkpoints())
        .extracting(FoundSnapshot::id)
        .containsExactly(newest.id());
    clock.advance(Duration.ofDays(1));
    repository().collect(Duration.ofHours(1), false);
    assertThat(storage.names()).doesNotContain(late.location().manifest());
  }

  @Test
  void ids_neverComeBack() {
    JobClaim first = repository().claim();
    StoredSnapshot checkpoint = Job.checkpoint(first, 100);
    PendingSnapshot died = first.beginCheckpoint();
    Job.write(died, BlobScope.EXCLUSIVE, Job.bytes(3_000_000, 1));
    StoredSnapshot savepoint =
        Job.publish(first.beginSavepoint(Job.repository(new MapStorage(clock), clock, 7)));

    JobClaim second = repository().claim();

    assertThat(savepoint.id()).isGreaterThan(died.id());
    assertThat(second.beginCheckpoint().id()).isGreaterThan(savepoint.id());
    assertThat(second.start()).isEqualTo(checkpoint.id() + 1);
  }

  @Test
  void idOfADamagedCheckpoint_isNotGivenAgain() {
    StoredSnapshot checkpoint = Job.checkpoint(repository().claim(), 100);
    storage.flip(checkpoint.location().manifest(), 50);

    assertThat(repository().claim().beginCheckpoint().id()).isGreaterThan(checkpoint.id());
  }

  @Test
  void folderThatWasCopiedWithoutItsRecords_isGoneOnWith() {
    JobClaim claim = null;
    for (int i = 0; i < 3; i++) {
      claim = repository().claim();
      Job.checkpoint(claim, 100);
    }
    for (String name : storage.names()) {
      if (name.contains("/epochs/")) {
        storage.delete(List.of(name));
      }
    }

    JobClaim next = repository().claim();
    StoredSnapshot published = Job.checkpoint(next, 100);

    assertThat(next.epoch()).isGreaterThan(claim.epoch());
    assertThat(repository().checkpoints()).hasSize(4);
    assertThat(repository().latest()).contains(published);
  }

  @Test
  void damagedRecordOfAnEpoch_hindersNobody() {
    JobClaim claim = repository().claim();
    StoredSnapshot first = Job.checkpoint(claim, 100);
    for (String name : storage.names()) {
      if (name.contains("/epochs/")) {
        storage.flip(name, 3);
      }
    }

    assertThat(repository().latest()).contains(first);
    StoredSnapshot second = Job.checkpoint(repository().claim(), 100);
    assertThat(repository().newestWhole(Damaged.FAIL)).contains(second);
    assertThat(repository().verify(WorkProgress.NONE).damages()).hasSize(2);
  }

  @Test
  void checkpointOfAFencedCoordinatorBelowALateOne_isNoHistory() {
    JobClaim first = repository().claim();
    StoredSnapshot known = Job.checkpoint(first, 100);
    first.beginCheckpoint().abort();
    first.beginCheckpoint().abort();
    PendingSnapshot late = first.beginCheckpoint();
    JobClaim second = repository().claim();
    PendingSnapshot slow = second.beginCheckpoint();
    assertThat(slow.id()).isLessThan(late.id());
    assertThatThrownBy(() -> Job.publish(late)).isInstanceOf(FencedException.class);
    JobClaim third = repository().claim();
    assertThat(repository().latest()).contains(known);

    assertThatThrownBy(() -> Job.publish(slow)).isInstanceOf(FencedException.class);

    assertThat(repository().latest()).contains(known);
    StoredSnapshot next = Job.checkpoint(third, 100);
    assertThat(next.id()).isGreaterThan(late.id());
    assertThat(repository().checkpoints())
        .extracting(FoundSnapshot::id)
        .containsExactly(known.id(), next.id());
  }

  @Test
  void checkpointThatAPredecessorMayBeRetiring_isNotBuiltOn() {
    AtomicReference<Runnable> beforeDeleting = new AtomicReference<>();
    JobClaim old =
        Job.repository(
                new InterceptedStorage(
                    storage,
                    new InterceptedStorage.Interceptor() {
                      @Override
                      public <T> T around(String call, String name, Supplier<T> work) {
                        Runnable first =
                            call.equals("delete") ? beforeDeleting.getAndSet(null) : null;
                        if (first != null) {
                          first.run();
                        }
                        return work.get();
                      }
                    }),
                clock,
                77)
            .claim();
    PendingSnapshot one = old.beginCheckpoint();
    BlobRef shared = Job.write(one, BlobScope.SHARED, Job.bytes(2_000_000, 1));
    StoredSnapshot older = Job.publish(one, shared);
    StoredSnapshot newest = Job.checkpoint(old, 2_000_000);
    List<StoredSnapshot> published = new ArrayList<>();
    beforeDeleting.set(
        () -> {
          storage.flip(newest.blobNames().iterator().next(), 5);
          JobClaim successor = repository().claim();
          assertThat(repository().recover(Damaged.FALL_BACK).snapshot()).contains(older);
          assertThat(successor.mayBuildOn(older.id())).isFalse();
          PendingSnapshot increment = successor.beginCheckpoint();
          assertThatThrownBy(() -> Job.publish(increment, shared))
              .isInstanceOf(StorageException.class)
              .hasMessageContaining("declined");
          published.add(Job.checkpoint(successor, 2_000_000));
          assertThat(successor.mayBuildOn(published.get(0).id())).isTrue();
        });

    old.retain(1);

    assertThat(repository().latest()).contains(published.get(0));
    assertThat(repository().verify(published.get(0), WorkProgress.NONE).isWhole()).isTrue();
  }

  @Test
  void newestCheckpoint_isBuiltOnByItsSuccessor() {
    PendingSnapshot one = repository().claim().beginCheckpoint();
    BlobRef shared = Job.write(one, BlobScope.SHARED, Job.bytes(2_000_000, 1));
    StoredSnapshot newest = Job.publish(one, shared);

    JobClaim successor = repository().claim();

    assertThat(successor.mayBuildOn(newest.id())).isTrue();
    StoredSnapshot next = Job.publish(successor.beginCheckpoint(), shared);
    successor.retain(1);
    assertThat(repository().verify(next, WorkProgress.NONE).isWhole()).isTrue();
  }

  private SnapshotRepository repository() {
    return Job.repository(storage, clock, ++seed);
  }
}
