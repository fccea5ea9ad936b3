package io.tidemark.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMetricsTest {

  @TempDir private Path folder;

  @Test
  void aRun_isToldInMetrics() throws Exception {
    try (EngineRig rig = new EngineRig(folder)) {
      CountingJob job = new CountingJob(1);
      job.words.add(0, List.of("a", "b", "a"));
      JobHandle handle = rig.start(job);
      job.awaitCounted(3);
      EngineRig.checkpoint(handle);
      assertThat(rig.metrics.gauged("job=job checkpoint.size.full")).isPositive();
      EngineRig.cancel(handle);
      job.words.end();
      EngineRig.get(rig.start(job).result());

      assertThat(rig.metrics.counted("job=job checkpoints.completed")).isEqualTo(2);
      assertThat(rig.metrics.counted("job=job checkpoints.failed")).isZero();
      assertThat(rig.metrics.counted("job=job restores")).isEqualTo(1);
      assertThat(rig.metrics.durations.get("job=job checkpoint.duration")).hasSize(2);
      // Each of the two tasks has its part in each of the two checkpoints.
      for (String phase : List.of("alignment", "sync", "async")) {
        assertThat(rig.metrics.durations.get("job=job checkpoint." + phase))
            .hasSize(4)
            .containsOnly(Duration.ZERO);
      }
      assertThat(rig.metrics.gauged("job=job task=words subtask=0 watermark.lag.seconds")).isNaN();
    }
  }

  @Test
  void subtasks_areCountedByTaskAndIndex() throws Exception {
    try (EngineRig rig = new EngineRig(folder)) {
      CountingJob job = new CountingJob(1);
      job.words.add(0, List.of("a", "b", "a"));
      job.words.end();
      EngineRig.get(rig.start(job).result());
      assertThat(rig.metrics.gauged("job=job task=words subtask=0 records.out")).isEqualTo(3);
      assertThat(rig.metrics.gauged("job=job task=counts subtask=0 records.in")).isEqualTo(3);
    }
  }

  @Test
  void failures_areCounted() throws Exception {
    try (EngineRig rig = new EngineRig(folder)) {
      CountingJob job = new CountingJob(1);
      job.bombs.set(1);
      job.words.add(0, List.of(CountingJob.BOMB));
      job.words.end();
      JobHandle handle =
          rig.start(
              job,
              "restart-strategy.type",
              "fixed-delay",
              "restart-strategy.fixed-delay.delay",
              "0 s");
      EngineRig.get(handle.result());
      assertThat(rig.metrics.counted("job=job failures")).isEqualTo(1);
      assertThat(rig.metrics.counted("job=job restores")).isZero();
    }
  }
}
