package io.tidemark.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.connector.memory.InMemorySink;
import io.tidemark.runtime.function.EventTime;
import io.tidemark.runtime.function.Windows;
import io.tidemark.runtime.job.JobBuilder;
import io.tidemark.serialization.Serializers;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.spi.KeyGroups;
import io.tidemark.state.Aggregation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavepointTest {

  @AutoClose private final EngineRig rig;

  SavepointTest(@TempDir Path folder) {
    rig = new EngineRig(folder);
  }

  @Test
  void savepointOfAJobThatGoesOn_commitsNothing_theNextCheckpointDoes() throws Exception {
    CountingJob job = new CountingJob(1);
    JobHandle handle = rig.start(job);
    job.words.add(0, List.of("a", "b"));
    job.awaitCounted(2);
    CheckpointRecord savepoint = EngineRig.savepoint(handle, JobHandle.AfterSavepoint.GO_ON);
    assertThat(savepoint.isCompleted()).isTrue();
    job.words.add(0, List.of("a"));
    job.awaitCounted(1);
    assertThat(job.counts.committed()).isEmpty();
    EngineRig.checkpoint(handle);
    job.words.end();
    EngineRig.get(handle.result());
    assertThat(job.counts.committed()).containsExactly("a:1", "b:1", "a:2");
  }

  @Test
  void stopped_commitsAndEnds_andGoesOnFromThereAtAnotherParallelism() throws Exception {
    CountingJob job = new CountingJob(1);
    JobHandle handle = rig.start(job);
    job.words.add(0, List.of("a", "b", "a"));
    job.awaitCounted(3);
    CheckpointRecord savepoint = EngineRig.savepoint(handle, JobHandle.AfterSavepoint.STOP);
    assertThat(EngineRig.get(handle.result())).isEqualTo(JobStatus.FINISHED);
    assertThat(job.counts.committed()).containsExactly("a:1", "b:1", "a:2");

    job.words.add(0, List.of("a"));
    job.words.end();
    JobHandle again = rig.start(job, rig.from(savepoint), "parallelism.default", "2");
    EngineRig.get(again.result());
    assertThat(job.counts.committed()).containsExactly("a:1", "b:1", "a:2", "a:3");
  }

  @Test
  void commitThatFailsAfterTheSavepointWasPublished_isTriedAgain_andTheJobStopsThere()
      throws Exception {
    CountingJob job = new CountingJob(1);
    JobHandle handle =
        rig.start(
            job,
            "restart-strategy.type",
            "fixed-delay",
            "restart-strategy.fixed-delay.attempts",
            "1",
            "restart-strategy.fixed-delay.delay",
            "0 s");
    job.words.add(0, List.of("a", "b"));
    job.awaitCounted(2);
    EngineRig.checkpoint(handle);
    job.words.add(0, List.of("a"));
    job.awaitCounted(1);
    job.commitFailures.set(1);
    CheckpointRecord savepoint = EngineRig.savepoint(handle, JobHandle.AfterSavepoint.STOP);
    job.words.add(0, List.of("never"));

    assertThat(EngineRig.get(handle.result())).isEqualTo(JobStatus.FINISHED);

    assertThat(rig.failures).hasSize(1);
    assertThat(rig.restored).containsExactly(0L, savepoint.id());
    assertThat(job.counts.committed()).containsExactly("a:1", "b:1", "a:2");
  }

  @Test
  void commitThatFailsForGood_endsTheJob_andIsMadeUpForByAStartFromTheSavepoint() throws Exception {
    CountingJob job = new CountingJob(1);
    job.commitFailures.set(1);
    JobHandle handle = rig.start(job);
    job.words.add(0, List.of("a"));
    job.awaitCounted(1);
    CheckpointRecord savepoint = EngineRig.savepoint(handle, JobHandle.AfterSavepoint.STOP);
    assertThatThrownBy(() -> EngineRig.get(handle.result())).hasMessageContaining("cannot commit");
    assertThat(job.counts.committed()).isEmpty();

    job.words.end();
    EngineRig.get(rig.start(job, rig.from(savepoint)).result());

    assertThat(job.counts.committed()).containsExactly("a:1");
  }

  @Test
  void snapshotWithKeysDividedByAnotherRule_isAnErrorAtStart() {
    StoredSnapshot others =
        rig.repository()
            .claim()
            .beginCheckpoint()
            .publish(128, "rule-of-another-engine", List.of(), Map.of());

    assertThatThrownBy(() -> rig.start(new CountingJob(1), rig.at(others)))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("rule-of-another-engine")
        .hasMessageContaining(KeyGroups.RULE);
  }

  @Test
  void restoredFromASavepoint_aFailureGoesBackToIt_andNeverToTheOldersRunsCheckpoint()
      throws Exception {
    CountingJob job = new CountingJob(1);
    JobHandle handle = rig.start(job);
    job.words.add(0, List.of("a"));
    job.awaitCounted(1);
    CheckpointRecord savepoint = EngineRig.savepoint(handle, JobHandle.AfterSavepoint.GO_ON);
    job.words.add(0, List.of("a"));
    job.awaitCounted(1);
    EngineRig.checkpoint(handle);
    EngineRig.cancel(handle);

    job.bombs.set(1);
    job.words.add(0, List.of(CountingJob.BOMB));
    job.words.end();
    JobHandle back =
        rig.start(
            job,
            rig.from(savepoint),
            "restart-strategy.type",
            "fixed-delay",
            "restart-strategy.fixed-delay.delay",
            "0 s");
    EngineRig.get(back.result());
    assertThat(job.counts.committed()).containsExactly("a:1", "a:2", "bomb:1");
  }

  @Test
  void claimedSavepoint_goesAfterTheFirstCheckpoint_anotherStays() throws Exception {
    for (String mode : List.of("claim", "no-claim")) {
      CountingJob job = new CountingJob(1);
      job.words.add(0, List.of("a"));
      JobHandle handle = rig.start(job, new RestoreChoice.Nothing());
      job.awaitCounted(1);
      CheckpointRecord savepoint = EngineRig.savepoint(handle, JobHandle.AfterSavepoint.STOP);
      EngineRig.get(handle.result());

      URI uri = savepoint.uri().orElseThrow();
      JobHandle again =
          rig.start(job, new RestoreChoice.At(uri), "execution.state-recovery.claim-mode", mode);
      rig.await(JobStatus.RUNNING);
      EngineRig.checkpoint(again);
      job.words.end();
      EngineRig.get(again.result());
      assertThat(job.counts.committed()).containsExactly("a:1");
      assertThat(rig.hasSavepoint(savepoint)).isEqualTo(mode.equals("no-claim"));
    }
  }

  @Test
  void recoveryPath_isWhereAJobStartsThatHasNoCheckpointOfItsOwn() throws Exception {
    CountingJob job = new CountingJob(1);
    job.words.add(0, List.of("a"));
    JobHandle handle = rig.start(job);
    job.awaitCounted(1);
    CheckpointRecord savepoint = EngineRig.savepoint(handle, JobHandle.AfterSavepoint.STOP);
    EngineRig.get(handle.result());

    String elsewhere = "memory:///" + UUID.randomUUID();
    String path = savepoint.uri().orElseThrow().toString();
    job.words.add(0, List.of("a"));
    JobHandle moved =
        rig.start(
            job, "execution.checkpointing.dir", elsewhere, "execution.state-recovery.path", path);
    job.awaitCounted(1);
    CheckpointRecord first = EngineRig.checkpoint(moved);
    assertThat(first.id()).as("ids go on behind the snapshot").isGreaterThan(savepoint.id());
    EngineRig.cancel(moved);
    job.words.add(0, List.of("a"));
    job.words.end();
    JobHandle again =
        rig.start(
            job, "execution.checkpointing.dir", elsewhere, "execution.state-recovery.path", path);
    EngineRig.get(again.result());
    assertThat(job.counts.committed()).containsExactly("a:1", "a:2", "a:3");
  }

  @Test
  void drained_everyWindowFires_stoppedWithout_noneDoes() throws Exception {
    for (JobHandle.AfterSavepoint after :
        List.of(JobHandle.AfterSavepoint.STOP, JobHandle.AfterSavepoint.DRAIN_AND_STOP)) {
      CountingJob words = new CountingJob(1);
      InMemorySink<String> windows = new InMemorySink<>(Serializers.STRING);
      JobHandle handle = rig.start(windowed(words, windows), new RestoreChoice.Nothing());
      words.words.add(0, List.of("1000", "1500", "7000"));
      words.awaitCounted(3);
      EngineRig.savepoint(handle, after);
      assertThat(EngineRig.get(handle.result())).isEqualTo(JobStatus.FINISHED);
      if (after == JobHandle.AfterSavepoint.STOP) {
        assertThat(windows.committed()).doesNotContain("5000+1");
      } else {
        assertThat(windows.committed()).containsExactly("0+2", "5000+1");
      }
    }
  }

  /** Windows of five seconds, over words that are times. */
  private static Consumer<JobBuilder> windowed(CountingJob words, InMemorySink<String> windows) {
    return job ->
        job.source("words", words.words)
            .withEventTime("time", EventTime.of(Long::parseLong, Duration.ofSeconds(1)))
            .keyBy(word -> "all", Serializers.STRING)
            .window(Windows.tumbling(Duration.ofSeconds(5)))
            .aggregate(
                "windows",
                new Count(words),
                Serializers.LONG,
                (key, window, count) -> window.start() + "+" + count,
                Serializers.STRING)
            .sink("result", windows);
  }

  private record Count(CountingJob words) implements Aggregation<String, Long, Long> {
    @Override
    public Long createAccumulator() {
      return 0L;
    }

    @Override
    public Long add(String value, Long count) {
      words.counted.release();
      return count + 1;
    }

    @Override
    public Long getResult(Long count) {
      return count;
    }

    @Override
    public Long merge(Long first, Long second) {
      return first + second;
    }
  }

  @Test
  void checkpointOfAnEndedJob_isRefused() throws Exception {
    CountingJob job = new CountingJob(1);
    job.words.end();
    JobHandle handle = rig.start(job);
    EngineRig.get(handle.result());
    assertThatThrownBy(() -> EngineRig.checkpoint(handle)).hasMessageContaining("has ended");
  }
}
