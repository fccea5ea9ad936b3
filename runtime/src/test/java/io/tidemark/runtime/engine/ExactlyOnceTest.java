package io.tidemark.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every record has its effect on state and output once, whatever happens in between. */
class ExactlyOnceTest {

  @AutoClose private final EngineRig rig;

  ExactlyOnceTest(@TempDir Path folder) {
    rig = new EngineRig(folder);
  }

  @Test
  void failureAfterACheckpoint_countsNothingTwice() throws Exception {
    CountingJob job = new CountingJob(2);
    job.bombs.set(1);
    JobHandle handle =
        rig.start(
            job,
            "parallelism.default",
            "2",
            "restart-strategy.type",
            "fixed-delay",
            "restart-strategy.fixed-delay.delay",
            "10 s");
    job.words.add(0, List.of("a", "b", "a"));
    job.words.add(1, List.of("b", "c"));
    job.awaitCounted(5);
    assertThat(EngineRig.checkpoint(handle).isCompleted()).isTrue();
    job.words.add(0, List.of("a", "c"));
    job.awaitCounted(2);
    rig.await(JobStatus.RUNNING);
    job.words.add(1, List.of(CountingJob.BOMB));
    rig.await(JobStatus.RESTARTING);
    job.words.end();
    rig.time.awaitAlarmAfter(Duration.ofSeconds(1));
    rig.advance(Duration.ofSeconds(10));
    assertThat(EngineRig.get(handle.result())).isEqualTo(JobStatus.FINISHED);
    assertThat(job.counts.committed())
        .containsExactlyInAnyOrderElementsOf(
            CountingJob.expected(List.of("a", "b", "a", "b", "c", "a", "c", CountingJob.BOMB)));
  }

  @Test
  void finishedJob_startedAgain_addsNothing_atAnotherParallelism() throws Exception {
    CountingJob job = new CountingJob(3);
    job.words.add(1, List.of("a", "a", "b"));
    job.words.end();
    assertThat(EngineRig.get(rig.start(job).result())).isEqualTo(JobStatus.FINISHED);
    List<String> once = job.counts.committed();
    assertThat(once).containsExactlyInAnyOrder("a:1", "a:2", "b:1");
    JobHandle again = rig.start(job, "parallelism.default", "3");
    assertThat(EngineRig.get(again.result())).isEqualTo(JobStatus.FINISHED);
    assertThat(job.counts.committed()).isEqualTo(once);
  }

  @Test
  void checkpoints_goOnWhenSomeSourcesHaveEnded() throws Exception {
    CountingJob job = new CountingJob(1);
    job.words.add(0, List.of("a"));
    JobHandle handle = rig.start(job, "parallelism.default", "3");
    job.awaitCounted(1);
    assertThat(EngineRig.checkpoint(handle).isCompleted()).isTrue();
    EngineRig.cancel(handle);
    JobHandle again = rig.start(job, "parallelism.default", "2");
    job.words.add(0, List.of("a"));
    job.words.end();
    assertThat(EngineRig.get(again.result())).isEqualTo(JobStatus.FINISHED);
    assertThat(job.counts.committed()).containsExactly("a:1", "a:2");
  }

  @Test
  void restoringNothing_neverComesBackToAnOlderRunsCheckpoint() throws Exception {
    CountingJob job = new CountingJob(1);
    job.words.add(0, List.of("a", "a"));
    JobHandle first = rig.start(job);
    job.awaitCounted(2);
    assertThat(EngineRig.checkpoint(first).isCompleted()).isTrue();
    EngineRig.cancel(first);

    job.bombs.set(1);
    job.words.add(0, List.of(CountingJob.BOMB));
    job.words.end();
    JobHandle fresh =
        rig.start(
            job,
            new RestoreChoice.Nothing(),
            "restart-strategy.type",
            "fixed-delay",
            "restart-strategy.fixed-delay.delay",
            "0 s");
    assertThat(EngineRig.get(fresh.result())).isEqualTo(JobStatus.FINISHED);
    assertThat(job.counts.committed()).containsExactly("a:1", "a:2", "bomb:1");
  }

  @Test
  void unaligned_underFullChannels_keepsRecordsInFlight_andDealsThemOutAnew() throws Exception {
    CountingJob job = new CountingJob(2);
    job.permits = new Semaphore(0, true);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      words.add("w" + i % 7);
    }
    job.words.add(0, words);
    job.words.add(1, words);
    JobHandle handle =
        rig.start(
            job,
            "parallelism.default",
            "2",
            "execution.checkpointing.unaligned.enabled",
            "true",
            "execution.checkpointing.aligned-checkpoint-timeout",
            "5 s",
            "pipeline.channel.batch-records",
            "1",
            "pipeline.channel.batches",
            "4");
    rig.await(JobStatus.RUNNING);
    job.permits.release(4);
    job.awaitCounted(4);
    var pending = handle.checkpoint();
    rig.time.awaitAlarm(
        Duration.ofMinutes(10)); // its own time-out: it has begun by the clock as it is
    job.permits.release(4);
    job.awaitCounted(4);
    assertThat(pending).as("barriers align until the time-out").isNotDone();
    rig.advance(Duration.ofSeconds(5));
    // Each subtask looks at the clock between two records, once the sources have sent barriers.
    for (int i = 0; i < 60 && !pending.isDone(); i++) {
      job.permits.release();
      job.awaitCounted(1);
    }
    CheckpointRecord record = EngineRig.get(pending);
    assertThat(record.isCompleted()).isTrue();
    assertThat(
            record.phases().values().stream().mapToLong(phases -> phases.channelStateBytes()).sum())
        .isPositive();
    handle.cancel();
    job.permits.release(1000);
    EngineRig.get(handle.result());
    job.words.end();
    JobHandle rescaled = rig.start(job, "parallelism.default", "3");
    assertThat(EngineRig.get(rescaled.result())).isEqualTo(JobStatus.FINISHED);
    List<String> all = new ArrayList<>(words);
    all.addAll(words);
    assertThat(job.counts.committed())
        .containsExactlyInAnyOrderElementsOf(CountingJob.expected(all));
  }

  @Test
  void atLeastOnce_losesNothing() throws Exception {
    CountingJob job = new CountingJob(2);
    job.bombs.set(1);
    JobHandle handle =
        rig.start(
            job,
            "parallelism.default",
            "2",
            "execution.checkpointing.mode",
            "at-least-once",
            "restart-strategy.type",
            "fixed-delay",
            "restart-strategy.fixed-delay.delay",
            "0 s");
    job.words.add(0, Collections.nCopies(50, "a"));
    job.awaitCounted(50);
    assertThat(EngineRig.checkpoint(handle).isCompleted()).isTrue();
    job.words.add(1, List.of("b", CountingJob.BOMB));
    job.words.end();
    assertThat(EngineRig.get(handle.result())).isEqualTo(JobStatus.FINISHED);
    assertThat(job.counts.committed()).contains("a:50", "b:1", "bomb:1");
  }

  @Test
  void anotherMaxParallelism_isAnErrorAtStart() throws Exception {
    CountingJob job = new CountingJob(1);
    JobHandle handle = rig.start(job);
    rig.await(JobStatus.RUNNING);
    EngineRig.checkpoint(handle);
    EngineRig.cancel(handle);
    assertThatThrownBy(() -> rig.start(job, "pipeline.max-parallelism", "64"))
        .hasMessageContaining("pipeline.max-parallelism is 64")
        .hasMessageContaining("128");
  }
}
