package io.tidemark.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.FencedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that another process claims while it runs. */
class FencingTest {

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

  private JobHandle start(String delay) throws Exception {
    JobHandle handle =
        rig.start(
            job,
            "restart-strategy.type",
            "fixed-delay",
            "restart-strategy.fixed-delay.attempts",
            "3",
            "restart-strategy.fixed-delay.delay",
            delay);
    job.words.add(0, List.of("a"));
    job.awaitCounted(1);
    return handle;
  }

  @Test
  void checkpointThatIsFenced_endsTheJobAtOnce_andNoneStaysPending() throws Exception {
    JobHandle handle = start("0 s");
    CountDownLatch held = WatchedStorages.of(storage).hold("job/checkpoints/");
    CompletableFuture<CheckpointRecord> checkpoint = handle.checkpoint();
    WatchedStorages.of(storage).awaitHeld();
    CompletableFuture<CheckpointRecord> gathering = handle.checkpoint();
    rig.repository().claim();
    held.countDown();

    assertThatThrownBy(() -> EngineRig.get(handle.result()))
        .hasCauseInstanceOf(FencedException.class);
    assertThat(handle.status()).isEqualTo(JobStatus.FENCED);
    assertThatThrownBy(() -> EngineRig.get(checkpoint)).isInstanceOf(Exception.class);
    assertThat(gathering).isCompletedExceptionally();
    assertThat(handle.overview().pending()).isEmpty();
    assertThat(rig.restored).containsExactly(0L);
    assertThat(rig.statuses())
        .as("nobody is told that it starts again")
        .containsExactly(JobStatus.RUNNING, JobStatus.FENCED);
  }

  @Test
  void attemptThatFailsAfterAnotherClaim_isNotTriedAgain() throws Exception {
    JobHandle handle = start("0 s");
    EngineRig.checkpoint(handle);
    rig.repository().claim();
    job.bombs.set(1);
    job.words.add(0, List.of(CountingJob.BOMB));

    assertThat(rig.failures.poll(30, TimeUnit.SECONDS)).hasMessageContaining("boom");
    assertThatThrownBy(() -> EngineRig.get(handle.result()))
        .hasCauseInstanceOf(FencedException.class);
    assertThat(handle.status()).isEqualTo(JobStatus.FENCED);
    assertThat(rig.restored).containsExactly(0L);
  }

  @Test
  void claimWhileSinksAreLookedAt_isSeenBeforeTheyTakeAnythingBack() throws Exception {
    JobHandle handle = start("0 s");
    job.looking = rig.repository()::claim;
    job.bombs.set(1);
    job.words.add(0, List.of(CountingJob.BOMB));

    assertThatThrownBy(() -> EngineRig.get(handle.result()))
        .hasCauseInstanceOf(FencedException.class);
    assertThat(rig.restored).containsExactly(0L);
  }

  @Test
  void stopThatFailsBeforeAnotherClaim_isLeftToThatOneToCommit() throws Exception {
    JobHandle handle = start("1 s");
    job.commitFailures.set(1);
    EngineRig.get(handle.savepoint(Optional.empty(), JobHandle.AfterSavepoint.STOP));
    assertThat(rig.failures.poll(30, TimeUnit.SECONDS)).hasMessageContaining("cannot commit");
    rig.time.awaitAlarm(Duration.ofSeconds(1));
    rig.repository().claim();
    rig.advance(Duration.ofSeconds(1));

    assertThatThrownBy(() -> EngineRig.get(handle.result()))
        .hasCauseInstanceOf(FencedException.class);
    assertThat(job.counts.committed()).isEmpty();
  }
}
