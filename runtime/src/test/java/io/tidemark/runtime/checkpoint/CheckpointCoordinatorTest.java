package io.tidemark.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.runtime.channel.CheckpointBarrier;
import io.tidemark.runtime.channel.CheckpointBarrier.Kind;
import io.tidemark.runtime.checkpoint.CheckpointRequest.Trigger;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskSnapshot;
import io.tidemark.spi.FencedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CheckpointCoordinatorTest {

  private static final SubtaskId A = new SubtaskId("a", 0);
  private static final SubtaskId B = new SubtaskId("b", 0);

  private final Recorded actions = new Recorded();

  @Test
  void interval_triggersOnceItHasPassed_andNotBefore() {
    CheckpointCoordinator coordinator = coordinator(settings().build());
    coordinator.tick(99);
    assertThat(actions.triggered).isEmpty();
    assertThat(coordinator.nextTick()).isEqualTo(100);
    coordinator.tick(100);
    assertThat(actions.triggered).containsExactly(1L);
  }

  @Test
  void checkpoint_isPublishedWhenTheLastSubtaskAcknowledged_andCompletedWhenPublished() {
    CheckpointCoordinator coordinator = coordinator(settings().build());
    coordinator.tick(100);
    coordinator.acknowledged(1, A, part());
    assertThat(actions.publishing).isEmpty();
    coordinator.acknowledged(1, B, part());
    assertThat(actions.publishing).containsExactly(1L);
    assertThat(actions.completed).isEmpty();
    coordinator.published(110, 1);
    assertThat(actions.completed).containsExactly(1L);
  }

  @Test
  void acknowledgingTwice_countsOnce() {
    CheckpointCoordinator coordinator = coordinator(settings().build());
    coordinator.tick(100);
    coordinator.acknowledged(1, A, part());
    coordinator.acknowledged(1, A, part());
    assertThat(actions.publishing).isEmpty();
  }

  @Test
  void timeout_abortsWhatStillGathers_andNamesWhoIsAwaited() {
    CheckpointCoordinator coordinator = coordinator(settings().build());
    coordinator.tick(100);
    coordinator.acknowledged(1, A, part());
    coordinator.tick(1099);
    assertThat(actions.aborted).isEmpty();
    coordinator.tick(1100);
    assertThat(actions.aborted).containsExactly(1L);
    assertThat(actions.abortCauses.get(0))
        .hasMessageContaining("b#0")
        .hasMessageContaining("timeout");
  }

  @Test
  void publishing_neverTimesOut() {
    CheckpointCoordinator coordinator = coordinator(settings().build());
    coordinator.tick(100);
    acknowledgeAll(coordinator, 1);
    coordinator.tick(1_000_000);
    assertThat(actions.aborted).isEmpty();
  }

  @Test
  void maxConcurrent_holdsTheNextOneBack() {
    CheckpointCoordinator coordinator = coordinator(settings().build());
    coordinator.tick(100);
    coordinator.tick(200);
    assertThat(actions.triggered).containsExactly(1L);
    acknowledgeAll(coordinator, 1);
    coordinator.published(250, 1);
    coordinator.tick(250);
    assertThat(actions.triggered).containsExactly(1L, 2L);
  }

  @Test
  void minPause_countsFromTheEndOfAFailedOneToo() {
    CheckpointCoordinator coordinator = coordinator(settings().minPause(500).tolerable(5).build());
    coordinator.tick(100);
    coordinator.declined(150, 1, A, new IllegalStateException("no"));
    coordinator.tick(649);
    assertThat(actions.triggered).containsExactly(1L);
    coordinator.tick(650);
    assertThat(actions.triggered).containsExactly(1L, 2L);
  }

  @Test
  void oneFailureMoreThanTolerable_failsTheJob_andNothingHappensAfterwards() {
    CheckpointCoordinator coordinator = coordinator(settings().tolerable(1).build());
    coordinator.tick(100);
    coordinator.declined(110, 1, A, new IllegalStateException("one"));
    assertThat(actions.failures).isEmpty();
    coordinator.tick(200);
    coordinator.declined(210, 2, A, new IllegalStateException("two"));
    assertThat(actions.failures).hasSize(1);
    coordinator.tick(10_000);
    assertThat(actions.triggered).containsExactly(1L, 2L);
  }

  @Test
  void aSuccessInBetween_startsTheCountAnew() {
    CheckpointCoordinator coordinator = coordinator(settings().tolerable(1).build());
    coordinator.tick(100);
    coordinator.declined(110, 1, A, new IllegalStateException("one"));
    coordinator.tick(200);
    acknowledgeAll(coordinator, 2);
    coordinator.published(210, 2);
    coordinator.tick(300);
    coordinator.declined(310, 3, A, new IllegalStateException("two"));
    assertThat(actions.failures).isEmpty();
  }

  @Test
  void savepoint_isNotPaced_andItsFailureDoesNotCount() {
    CheckpointCoordinator coordinator = coordinator(settings().tolerable(0).build());
    coordinator.tick(100);
    CheckpointRequest savepoint = CheckpointRequest.of(Kind.SAVEPOINT, Trigger.MANUAL);
    coordinator.request(101, savepoint);
    assertThat(actions.triggered).containsExactly(1L, 2L);
    coordinator.declined(102, 2, B, new IllegalStateException("no"));
    assertThat(actions.failures).isEmpty();
    assertThat(savepoint.result()).isCompletedExceptionally();
  }

  @Test
  void aNewerOneThatCompletes_abortsOlderPacedOnes_butNoSavepoint() {
    CheckpointCoordinator coordinator = coordinator(settings().concurrent(3).build());
    coordinator.tick(100);
    CheckpointRequest savepoint = CheckpointRequest.of(Kind.SAVEPOINT, Trigger.MANUAL);
    coordinator.request(150, savepoint);
    coordinator.tick(200);
    acknowledgeAll(coordinator, 3);
    coordinator.published(210, 3);
    assertThat(actions.aborted).containsExactly(1L);
    assertThat(savepoint.result()).isNotDone();
    assertThat(actions.failures).isEmpty();
  }

  @Test
  void whileTheJobEnds_nothingElseIsTriggered_andNothingAfterIt() {
    CheckpointCoordinator coordinator = coordinator(settings().concurrent(3).build());
    coordinator.request(10, CheckpointRequest.of(Kind.FINAL, Trigger.END_OF_INPUT));
    coordinator.tick(100);
    CheckpointRequest late = CheckpointRequest.of(Kind.CHECKPOINT, Trigger.MANUAL);
    coordinator.request(101, late);
    assertThat(late.result()).isCompletedExceptionally();
    acknowledgeAll(coordinator, 1);
    coordinator.published(110, 1);
    coordinator.tick(1000);
    assertThat(actions.triggered).containsExactly(1L);
    assertThat(coordinator.nextTick()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void fencing_stopsAtOnce_andAbandonsWhatGathersParts() {
    CheckpointCoordinator coordinator = coordinator(settings().concurrent(3).build());
    CheckpointRequest fenced = CheckpointRequest.of(Kind.CHECKPOINT, Trigger.MANUAL);
    CheckpointRequest publishing = CheckpointRequest.of(Kind.SAVEPOINT, Trigger.MANUAL);
    CheckpointRequest gathering = CheckpointRequest.of(Kind.CHECKPOINT, Trigger.MANUAL);
    coordinator.request(5, fenced);
    coordinator.request(6, publishing);
    coordinator.request(7, gathering);
    acknowledgeAll(coordinator, 1);
    acknowledgeAll(coordinator, 2);
    coordinator.publishFailed(10, 1, new FencedException("another one"));
    assertThat(actions.fenced).hasSize(1);
    assertThat(actions.abandoned).containsExactly(1L, 3L);
    assertThat(actions.aborted).isEmpty();
    assertThat(fenced.result()).isCompletedExceptionally();
    assertThat(gathering.result()).isCompletedExceptionally();
    assertThat(publishing.result()).isNotDone();
    coordinator.published(11, 2);
    assertThat(actions.completed).containsExactly(2L);
    coordinator.tick(1000);
    assertThat(actions.triggered).containsExactly(1L, 2L, 3L);
  }

  @Test
  void fencingThatIsKnownBeforeACheckpointBegins_stopsAtOnce_andIsNoFailureToTolerate() {
    CheckpointCoordinator coordinator = coordinator(settings().tolerable(5).concurrent(2).build());
    coordinator.tick(100);
    actions.beginFailure = new FencedException("another one");
    CheckpointRequest request = CheckpointRequest.of(Kind.CHECKPOINT, Trigger.MANUAL);
    coordinator.request(110, request);
    assertThat(actions.fenced).containsExactly(actions.beginFailure);
    assertThat(actions.abandoned).containsExactly(1L);
    assertThat(actions.failures).isEmpty();
    assertThat(request.result()).isCompletedExceptionally();
    assertThat(coordinator.nextTick()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aSubtaskThatFinishes_endsWhatAwaitsIt_withoutCounting() {
    CheckpointCoordinator coordinator = coordinator(settings().tolerable(0).build());
    coordinator.tick(100);
    coordinator.finished(110, B);
    assertThat(actions.aborted).containsExactly(1L);
    assertThat(actions.failures).isEmpty();
  }

  @Test
  void enoughChangedBytes_areATriggerOfTheirOwn() {
    CheckpointCoordinator coordinator = coordinator(settings().bytes(1000).build());
    coordinator.changed(999);
    coordinator.tick(10);
    assertThat(actions.triggered).isEmpty();
    coordinator.changed(1000);
    coordinator.tick(11);
    assertThat(actions.triggered).containsExactly(1L);
  }

  @Test
  void stopped_whatIsBeingPublished_stillEndsByTheStoragesAnswer() {
    CheckpointCoordinator coordinator = coordinator(settings().concurrent(2).build());
    coordinator.tick(100);
    acknowledgeAll(coordinator, 1);
    coordinator.tick(200);
    coordinator.stop(201, new IllegalStateException("failed"));
    assertThat(actions.aborted).containsExactly(2L);
    assertThat(coordinator.isPublishing()).isTrue();
    coordinator.published(202, 1);
    assertThat(actions.completed).containsExactly(1L);
    assertThat(coordinator.isPublishing()).isFalse();
  }

  @Test
  void aStorageThatCannotBegin_countsAsAFailure() {
    CheckpointCoordinator coordinator = coordinator(settings().tolerable(0).build());
    actions.beginFailure = new IllegalStateException("full");
    coordinator.tick(100);
    assertThat(actions.failures).hasSize(1);
  }

  private CheckpointCoordinator coordinator(CheckpointSettings settings) {
    return new CheckpointCoordinator(settings, actions, List.of(A, B), 0);
  }

  private static void acknowledgeAll(CheckpointCoordinator coordinator, long id) {
    coordinator.acknowledged(id, A, part());
    coordinator.acknowledged(id, B, part());
  }

  static TaskSnapshot part() {
    return new TaskSnapshot(
        Map.of(), new TaskSnapshot.Phases(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0));
  }

  private static SettingsBuilder settings() {
    return new SettingsBuilder();
  }

  private static final class SettingsBuilder {
    private long minPause;
    private int concurrent = 1;
    private int tolerable = 3;
    private OptionalLong bytes = OptionalLong.empty();

    SettingsBuilder minPause(long millis) {
      minPause = millis;
      return this;
    }

    SettingsBuilder concurrent(int count) {
      concurrent = count;
      return this;
    }

    SettingsBuilder tolerable(int count) {
      tolerable = count;
      return this;
    }

    SettingsBuilder bytes(long count) {
      bytes = OptionalLong.of(count);
      return this;
    }

    CheckpointSettings build() {
      return new CheckpointSettings(
          Optional.of(Duration.ofMillis(100)),
          Duration.ofMillis(1000),
          Duration.ofMillis(minPause),
          concurrent,
          tolerable,
          bytes);
    }
  }

  private static final class Recorded implements CheckpointActions {
    private final List<Long> triggered = new ArrayList<>();
    private final List<Long> publishing = new ArrayList<>();
    private final List<Long> completed = new ArrayList<>();
    private final List<Long> aborted = new ArrayList<>();
    private final List<Throwable> abortCauses = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final List<Long> abandoned = new ArrayList<>();
    private final List<Throwable> fenced = new ArrayList<>();
    private RuntimeException beginFailure;
    private long ids;

    @Override
    public long begin(CheckpointRequest request) {
      if (beginFailure != null) {
        throw beginFailure;
      }
      return ++ids;
    }

    @Override
    public void trigger(CheckpointBarrier barrier) {
      triggered.add(barrier.id());
    }

    @Override
    public void publish(long id, Map<SubtaskId, TaskSnapshot> parts) {
      publishing.add(id);
    }

    @Override
    public void abort(long id, Throwable cause) {
      aborted.add(id);
      abortCauses.add(cause);
    }

    @Override
    public void complete(long id, CheckpointRequest request) {
      completed.add(id);
    }

    @Override
    public void failJob(Throwable cause) {
      failures.add(cause);
    }

    @Override
    public void abandon(long id, Throwable cause) {
      abandoned.add(id);
    }

    @Override
    public void stopFenced(Throwable cause) {
      fenced.add(cause);
    }
  }
}
