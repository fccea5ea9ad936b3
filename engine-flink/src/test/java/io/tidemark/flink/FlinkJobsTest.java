package io.tidemark.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs on a Flink cluster of two task managers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FlinkJobsTest {

  private static final long SLOW = 4_000;
  private static final long FAST = 0;
  private static final int PATIENCE_SECONDS = 120;

  @TempDir private Path directory;
  private MiniCluster cluster;

  @BeforeAll
  void startCluster() throws Exception {
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setNumTaskManagers(2)
                .setNumSlotsPerTaskManager(2)
                .withRandomPorts()
                .build());
    cluster.start();
  }

  @AfterAll
  void stopCluster() throws Exception {
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void taskManagerThatDies_losesNothingAndCountsNothingTwice(String backend) throws Exception {
    String run = "killed on " + backend;
    JobID job = submit(run, 2, SLOW, tidemark(backend), null);
    CountingJob.run(run).awaitMore(CountingJob.NUMBERS / 8);
    cluster.triggerCheckpoint(job).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    cluster.terminateTaskManager(0).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    cluster.startTaskManager();
    requireExact(run, job);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void jobThatStopsWithSavepoints_goesOnAtOtherParallelisms(String backend) throws Exception {
    String run = "rescaled on " + backend;
    Configuration configuration = tidemark(backend);
    JobID two = submit(run, 2, SLOW, configuration, null);
    String first = stop(run, two, SavepointFormatType.NATIVE);
    JobID three = submit(run, 3, SLOW, configuration, first);
    String second = stop(run, three, SavepointFormatType.CANONICAL);
    JobID one = submit(run, 1, FAST, configuration, second);
    requireExact(run, one);
  }

  @Test
  void job_movesFromFlinksRocksDbToOursAndBack() throws Exception {
    String run = "moved";
    JobID before = submit(run, 2, SLOW, flink("rocksdb"), null);
    String out = stop(run, before, SavepointFormatType.CANONICAL);
    JobID here = submit(run, 2, SLOW, tidemark("rocksdb"), out);
    String back = stop(run, here, SavepointFormatType.CANONICAL);
    JobID after = submit(run, 2, FAST, flink("rocksdb"), back);
    requireExact(run, after);
  }

  private JobID submit(
      String run, int parallelism, long speed, Configuration configuration, String savepoint)
      throws Exception {
    JobGraph graph = CountingJob.graph(run, parallelism, speed, configuration);
    if (savepoint != null) {
      graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
    }
    return cluster.submitJob(graph).get(PATIENCE_SECONDS, TimeUnit.SECONDS).getJobID();
  }

  private String stop(String run, JobID job, SavepointFormatType format) throws Exception {
    CountingJob.run(run).awaitMore(CountingJob.NUMBERS / 20);
    String savepoint =
        cluster
            .stopWithSavepoint(job, directory.resolve("savepoints").toString(), false, format)
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    cluster.requestJobResult(job).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return savepoint;
  }

  private void requireExact(String run, JobID job) throws Exception {
    cluster
        .requestJobResult(job)
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .toJobExecutionResult(getClass().getClassLoader());
    Map<Long, Long> expected =
        LongStream.range(0, CountingJob.KEYS)
            .boxed()
            .collect(
                java.util.stream.Collectors.toMap(
                    key -> key, key -> CountingJob.NUMBERS / CountingJob.KEYS));
    assertThat(CountingJob.run(run).counts).isEqualTo(expected);
    assertThat(CountingJob.run(run).sessions).isEqualTo(expected);
  }

  private Configuration tidemark(String backend) {
    Configuration configuration = flink(TidemarkStateBackendFactory.class.getName());
    configuration.set(TidemarkOptions.BACKEND, backend);
    return configuration;
  }

  private Configuration flink(String backend) {
    Configuration configuration = new Configuration();
    configuration.set(StateBackendOptions.STATE_BACKEND, backend);
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        directory.resolve("checkpoints").toUri().toString());
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(250));
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 5);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    return configuration;
  }
}
