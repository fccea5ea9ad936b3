package io.tidemark.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.util.ExceptionUtils;

/** A Flink cluster of two task managers for {@link CountingJob}s. */
final class CountingCluster implements AutoCloseable {

  static final long SLOW = 4_000;
  static final long FAST = 0;

  private static final int PATIENCE_SECONDS = 120;

  private final Path directory;
  private final MiniCluster cluster;

  /**
   * Starts one.
   *
   * @param directory where its jobs' snapshots go
   */
  CountingCluster(Path directory) throws Exception {
    this(directory, new Configuration());
  }

  /**
   * Starts one.
   *
   * @param directory where its jobs' snapshots go
   * @param settings those of its task managers
   */
  CountingCluster(Path directory, Configuration settings) throws Exception {
    this.directory = directory;
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(2)
                .setNumSlotsPerTaskManager(2)
                .withRandomPorts()
                .build());
    cluster.start();
  }

  JobID submit(String run, int parallelism, long speed, Configuration configuration)
      throws Exception {
    return submit(run, parallelism, speed, configuration, SavepointRestoreSettings.none());
  }

  JobID submit(
      String run,
      int parallelism,
      long speed,
      Configuration configuration,
      SavepointRestoreSettings restore)
      throws Exception {
    Configuration settings = new Configuration(configuration);
    if (speed == FAST) {
      // It is over in a moment, and a checkpoint that met its sources as they ended was seen to
      // keep Flink waiting for ever.
      settings.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    }
    JobGraph graph = CountingJob.graph(run, parallelism, speed, settings);
    graph.setSavepointRestoreSettings(restore);
    return cluster.submitJob(graph).get(PATIENCE_SECONDS, TimeUnit.SECONDS).getJobID();
  }

  /** Lets the job get on, and stops it with a savepoint; where that is. */
  String stop(String run, JobID job, SavepointFormatType format) throws Exception {
    String savepoint =
        whileRunning(
            run,
            CountingJob.NUMBERS / 20,
            () ->
                cluster.stopWithSavepoint(
                    job, directory.resolve("savepoints").toString(), false, format));
    cluster.requestJobResult(job).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return savepoint;
  }

  /** Lets the job get on, and takes a checkpoint; where that is. */
  String checkpoint(String run, JobID job) throws Exception {
    return whileRunning(run, CountingJob.NUMBERS / 40, () -> cluster.triggerCheckpoint(job));
  }

  /**
   * Lets the job get on, and asks for a snapshot. A source that got no numbers to give ends at
   * once; a snapshot that meets one which is about to is declined, and asked for again.
   */
  private static String whileRunning(
      String run, long numbers, Supplier<CompletableFuture<String>> snapshot) throws Exception {
    while (true) {
      CountingJob.run(run).awaitMore(numbers);
      try {
        return snapshot.get().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        boolean isClosing =
            ExceptionUtils.findThrowable(e, CheckpointException.class)
                .filter(
                    declined ->
                        declined.getCheckpointFailureReason()
                            == CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_CLOSING)
                .isPresent();
        if (!isClosing) {
          throw e;
        }
      }
    }
  }

  /** Whether the newest checkpoint of a job overtook what was on its way. */
  boolean isUnaligned(JobID job) throws Exception {
    return cluster
        .getArchivedExecutionGraph(job)
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .getCheckpointStatsSnapshot()
        .getHistory()
        .getLatestCompletedCheckpoint()
        .isUnalignedCheckpoint();
  }

  void cancel(JobID job) throws Exception {
    cluster.cancelJob(job).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    cluster.requestJobResult(job).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  void replaceTaskManager() throws Exception {
    cluster.terminateTaskManager(0).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    cluster.startTaskManager();
  }

  /** Waits for the end of the job, and checks that it counted every number once. */
  void requireExact(String run, JobID job) throws Exception {
    cluster
        .requestJobResult(job)
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .toJobExecutionResult(getClass().getClassLoader());
    Map<Long, Long> expected =
        LongStream.range(0, CountingJob.KEYS)
            .boxed()
            .collect(
                Collectors.toMap(
                    Function.identity(), key -> CountingJob.NUMBERS / CountingJob.KEYS));
    assertThat(CountingJob.run(run).counts).isEqualTo(expected);
    assertThat(CountingJob.run(run).sessions).isEqualTo(expected);
  }

  /** A job's configuration, with one of Tidemark's backends. */
  Configuration tidemark(String backend) {
    Configuration configuration = flink(TidemarkStateBackendFactory.class.getName());
    configuration.set(TidemarkOptions.BACKEND, backend);
    return configuration;
  }

  /** A job's configuration, with one of Flink's backends. */
  Configuration flink(String backend) {
    Configuration configuration = new Configuration();
    configuration.set(StateBackendOptions.STATE_BACKEND, backend);
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        directory.resolve("checkpoints").toUri().toString());
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(250));
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 5);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    return configuration;
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
