package io.tidemark.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.runtime.channel.CheckpointBarrier.Kind;
import io.tidemark.runtime.engine.JobHandle.AfterSavepoint;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptCheckpointsTest {

  @TempDir private Path folder;
  private final String storage = UUID.randomUUID().toString();
  private final CountingJob job = new CountingJob(1);
  private EngineRig rig;

  @BeforeEach
  void open() {
    rig = new EngineRig(folder, "watched:///" + storage);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private CheckpointRecord ended() throws InterruptedException {
    CheckpointRecord record = rig.checkpoints.poll(30, TimeUnit.SECONDS);
    assertThat(record).as("a checkpoint has ended").isNotNull();
    return record;
  }

  @Test
  void finalCheckpointThatFails_isAskedForAgainUntilItSucceeds() throws Exception {
    JobHandle handle = rig.start(job);
    job.words.add(0, List.of("a"));
    job.awaitCounted(1);
    WatchedStorages.of(storage).failCreations(2);
    job.words.end();
    for (int failure = 0; failure < 2; failure++) {
      CheckpointRecord record = ended();
      assertThat(record.kind()).isEqualTo(Kind.FINAL);
      assertThat(record.failure()).isPresent();
      assertThat(job.counts.committed()).isEmpty();
      rig.time.awaitAlarm(Duration.ofSeconds(1));
      rig.advance(Duration.ofSeconds(1));
    }

    assertThat(EngineRig.get(handle.result())).isEqualTo(JobStatus.FINISHED);
    assertThat(job.counts.committed()).containsExactly("a:1");
  }

  @Test
  void attemptThatIsCancelled_givesUpWhatIsPending() throws Exception {
    job.permits = new Semaphore(0);
    JobHandle handle = rig.start(job);
    job.words.add(0, List.of("a"));
    job.awaitHeldUp();
    CompletableFuture<CheckpointRecord> pending = handle.checkpoint();
    handle.cancel();
    job.permits.release();

    assertThatThrownBy(() -> EngineRig.get(pending)).hasMessageContaining("The job was cancelled");
    CheckpointRecord record = ended();
    assertThat(record.isCompleted()).isFalse();
    assertThat(record.failure()).hasValueSatisfying(it -> assertThat(it).contains("cancelled"));
    assertThat(EngineRig.get(handle.result())).isEqualTo(JobStatus.CANCELED);
    assertThat(rig.repository().checkpoints()).isEmpty();
  }

  @Test
  void attemptThatIsBeingCancelled_refusesACheckpointForGood() throws Exception {
    job.permits = new Semaphore(0);
    JobHandle handle = rig.start(job);
    job.words.add(0, List.of("a"));
    job.awaitHeldUp();
    handle.cancel();

    assertThatThrownBy(() -> EngineRig.checkpoint(handle))
        .hasMessageContaining("The job was cancelled");
    job.permits.release();
    assertThat(EngineRig.get(handle.result())).isEqualTo(JobStatus.CANCELED);
  }

  @Test
  void stopWhoseSavepointIsPublishedAfterTheAttemptFailed_isWhereTheJobStops() throws Exception {
    JobHandle handle =
        rig.start(
            job,
            "restart-strategy.type",
            "fixed-delay",
            "restart-strategy.fixed-delay.attempts",
            "1",
            "restart-strategy.fixed-delay.delay",
            "0 s");
    CountDownLatch checkpointHeld = WatchedStorages.of(storage).hold("job/checkpoints/");
    CountDownLatch savepointHeld = WatchedStorages.of(storage).hold("job/savepoints/");
    job.words.add(0, List.of("a"));
    job.awaitCounted(1);
    job.commitFailures.set(1);
    CompletableFuture<CheckpointRecord> checkpoint = handle.checkpoint();
    WatchedStorages.of(storage).awaitHeld();
    CompletableFuture<CheckpointRecord> savepoint =
        handle.savepoint(Optional.empty(), AfterSavepoint.STOP);
    WatchedStorages.of(storage).awaitHeld();
    checkpointHeld.countDown();
    EngineRig.get(checkpoint);
    assertThat(rig.failures.poll(30, TimeUnit.SECONDS)).hasMessageContaining("cannot commit");
    savepointHeld.countDown();
    job.words.end();

    assertThat(EngineRig.get(handle.result())).isEqualTo(JobStatus.FINISHED);
    assertThat(rig.restored).containsExactly(0L, EngineRig.get(savepoint).id());
    assertThat(job.counts.committed()).containsExactly("a:1");
  }

  @Test
  void checkpointThatNoThreadCanPublish_fails_andTheNextOneDoesNot() throws Exception {
    JobHandle handle = rig.start(job, "execution.checkpointing.tolerable-failed-checkpoints", "1");
    job.words.add(0, List.of("a"));
    job.awaitCounted(1);
    rig.threadlessOnce = thread -> thread.getName().endsWith("/run");

    assertThatThrownBy(() -> EngineRig.checkpoint(handle))
        .hasRootCauseInstanceOf(OutOfMemoryError.class);
    assertThat(EngineRig.checkpoint(handle).isCompleted()).isTrue();
    assertThat(rig.failures).isEmpty();
    EngineRig.cancel(handle);
  }

  @Test
  void subtaskWhosePartNoThreadCanWrite_declines_andGoesOn() throws Exception {
    JobHandle handle = rig.start(job, "execution.checkpointing.tolerable-failed-checkpoints", "1");
    job.words.add(0, List.of("a"));
    job.awaitCounted(1);
    rig.threadlessOnce = thread -> !thread.getName().endsWith("/run");

    assertThatThrownBy(() -> EngineRig.checkpoint(handle))
        .hasRootCauseInstanceOf(OutOfMemoryError.class);
    assertThat(EngineRig.checkpoint(handle).isCompleted()).isTrue();
    EngineRig.cancel(handle);
    assertThat(rig.failures).isEmpty();
  }

  @Test
  void restartForWhichThereIsNoThread_isTriedAgain() throws Exception {
    JobHandle handle =
        rig.start(
            job,
            "restart-strategy.type",
            "fixed-delay",
            "restart-strategy.fixed-delay.attempts",
            "2",
            "restart-strategy.fixed-delay.delay",
            "1 s");
    rig.await(JobStatus.RUNNING);
    job.bombs.set(1);
    job.words.add(0, List.of(CountingJob.BOMB));
    rig.time.awaitAlarm(Duration.ofSeconds(1));
    rig.threadlessOnce = thread -> true;
    rig.advance(Duration.ofSeconds(1));
    rig.time.awaitAlarm(Duration.ofSeconds(1));
    rig.advance(Duration.ofSeconds(1));

    rig.await(JobStatus.RUNNING);
    EngineRig.cancel(handle);
  }

  @Test
  void stopThatIsCancelledBeforeItsCommit_saysThatTheSavepointCommitsTheRest() throws Exception {
    JobHandle handle =
        rig.start(
            job,
            "restart-strategy.type",
            "fixed-delay",
            "restart-strategy.fixed-delay.delay",
            "1 s");
    job.words.add(0, List.of("a"));
    job.awaitCounted(1);
    job.commitFailures.set(1);
    CheckpointRecord savepoint = EngineRig.savepoint(handle, AfterSavepoint.STOP);
    assertThat(rig.failures.poll(30, TimeUnit.SECONDS)).hasMessageContaining("cannot commit");
    rig.time.awaitAlarm(Duration.ofSeconds(1));
    PrintStream err = System.err;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    try {
      EngineRig.cancel(handle);
    } finally {
      System.setErr(err);
    }

    assertThat(handle.status()).isEqualTo(JobStatus.CANCELED);
    assertThat(job.counts.committed()).isEmpty();
    assertThat(told.toString(StandardCharsets.UTF_8))
        .contains("savepoint " + savepoint.id() + " is complete, but perhaps not all of it");
  }

  @Test
  void endedAttempt_looksAtNoClockAnyMore() throws Exception {
    JobHandle handle =
        rig.start(
            job,
            "execution.checkpointing.interval",
            "10 s",
            "execution.checkpointing.trigger.bytes-changed",
            "1 kb");
    rig.await(JobStatus.RUNNING);
    assertThat(rig.time.alarms()).isPositive();
    EngineRig.cancel(handle);

    assertThat(rig.time.alarms()).isZero();
  }
}
