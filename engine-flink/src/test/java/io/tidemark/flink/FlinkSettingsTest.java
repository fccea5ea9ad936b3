package io.tidemark.flink;

import static io.tidemark.flink.CountingCluster.FAST;
import static io.tidemark.flink.CountingCluster.SLOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jobs with settings of Flink's that change how it uses a state backend, over failures, savepoints
 * and retained checkpoints.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FlinkSettingsTest {

  private final InMemoryReporter metrics = InMemoryReporter.createWithRetainedMetrics();
  private Path changelog;
  private CountingCluster cluster;

  @BeforeAll
  void startCluster(@TempDir Path directory) throws Exception {
    changelog = directory.resolve("changelog");
    Configuration settings = new Configuration();
    metrics.addToConfiguration(settings);
    settings.setString("state.changelog.storage", "filesystem");
    settings.setString("dstl.dfs.base-path", changelog.toUri().toString());
    cluster = new CountingCluster(directory, settings);
  }

  @AfterAll
  void stopCluster() throws Exception {
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void checkpointsThatOvertakeNumbers_loseNoneAndCountNoneTwice(String backend) throws Exception {
    String run = "unaligned on " + backend;
    Configuration configuration = cluster.tidemark(backend);
    configuration.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
    configuration.set(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT, Duration.ZERO);
    JobID job = failOnce(run, configuration);
    assertThat(cluster.isUnaligned(job)).isTrue();
    finish(run, job, SavepointFormatType.CANONICAL, configuration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void asynchronousStates_loseNothingAndCountNothingTwice(String backend) throws Exception {
    String run = "asynchronous on " + backend;
    Configuration configuration = cluster.tidemark(backend);
    configuration.set(CountingJob.ASYNC, true);
    JobID job = failOnce(run, configuration);
    // Flink has no canonical savepoints of these.
    finish(run, job, SavepointFormatType.NATIVE, configuration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void changelog_losesNothingAndCountsNothingTwice(String backend) throws Exception {
    String run = "changelog on " + backend;
    Configuration configuration = cluster.tidemark(backend);
    configuration.setString("state.changelog.enabled", "true");
    configuration.setString("state.changelog.periodic-materialize.interval", "300 ms");
    JobID job = failOnce(run, configuration);
    assertThat(changelog.resolve(job.toString())).isNotEmptyDirectory();
    finish(run, job, SavepointFormatType.CANONICAL, configuration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void changelogThatIsTurnedOnAndOff_losesNothing(String backend) throws Exception {
    String run = "changelog for a while on " + backend;
    Configuration without = cluster.tidemark(backend);
    String first = retain(run, without, SavepointRestoreSettings.none());
    Configuration with = cluster.tidemark(backend);
    with.setString("state.changelog.enabled", "true");
    String second = retain(run, with, claim(first));
    JobID last = cluster.submit(run, 2, FAST, without, claim(second));
    cluster.requireExact(run, last);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void trackedStates_haveFlinksMetricsBesideTheBackends(String backend) throws Exception {
    String run = "tracked on " + backend;
    Configuration configuration = cluster.tidemark(backend);
    configuration.setString("state.latency-track.keyed-state-enabled", "true");
    configuration.setString("state.size-track.keyed-state-enabled", "true");
    JobID job = failOnce(run, configuration);
    finish(run, job, SavepointFormatType.CANONICAL, configuration);
    assertThat(metricsOf(job, ".state_name."))
        .contains(
            "count.valueStateGetLatency",
            "count.valueStateUpdateValueSize",
            "recent.listStateAddLatency",
            "by-remainder.mapStatePutKeySize",
            "window-contents.aggregatingStateAddLatency");
    assertThat(metricsOf(job, ".rocksdb."))
        .isEqualTo(
            backend.equals("rocksdb")
                ? Set.of(
                    "memory.used", "memory.limit", "restore.files-local", "restore.entries-written")
                : Set.of());
  }

  /** What the names of a job's metrics end with, behind the last {@code mark} in them. */
  private Set<String> metricsOf(JobID job, String mark) {
    return metrics.getMetricsByGroup().entrySet().stream()
        .filter(group -> job.toString().equals(group.getKey().getAllVariables().get("<job_id>")))
        .flatMap(
            group ->
                group.getValue().keySet().stream()
                    .map(name -> group.getKey().getMetricIdentifier(name)))
        .filter(name -> name.contains(mark))
        .map(name -> name.substring(name.lastIndexOf(mark) + mark.length()))
        .collect(Collectors.toSet());
  }

  /** Has a job get on, and cancels it; where its newest checkpoint is. */
  private String retain(String run, Configuration configuration, SavepointRestoreSettings restore)
      throws Exception {
    JobID job = cluster.submit(run, 2, SLOW, configuration, restore);
    cluster.checkpoint(run, job);
    String retained = cluster.checkpoint(run, job);
    cluster.cancel(job);
    return retained;
  }

  private JobID failOnce(String run, Configuration configuration) throws Exception {
    JobID job = cluster.submit(run, 2, SLOW, configuration);
    cluster.checkpoint(run, job);
    CountingJob.run(run).failOnce();
    CountingJob.run(run).awaitMore(CountingJob.NUMBERS / 40);
    return job;
  }

  private void finish(
      String run, JobID job, SavepointFormatType savepoints, Configuration configuration)
      throws Exception {
    String savepoint = cluster.stop(run, job, savepoints);
    JobID last = cluster.submit(run, 2, FAST, configuration, claim(savepoint));
    cluster.requireExact(run, last);
  }

  private static SavepointRestoreSettings claim(String snapshot) {
    return SavepointRestoreSettings.forPath(snapshot, false, RecoveryClaimMode.CLAIM);
  }
}
