package io.tidemark.flink;

import static io.tidemark.flink.CountingCluster.FAST;
import static io.tidemark.flink.CountingCluster.SLOW;

import java.nio.file.Path;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
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

  private CountingCluster cluster;

  @BeforeAll
  void startCluster(@TempDir Path directory) throws Exception {
    cluster = new CountingCluster(directory);
  }

  @AfterAll
  void stopCluster() throws Exception {
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void taskManagerThatDies_losesNothingAndCountsNothingTwice(String backend) throws Exception {
    String run = "killed on " + backend;
    JobID job = cluster.submit(run, 2, SLOW, cluster.tidemark(backend));
    CountingJob.run(run).awaitMore(CountingJob.NUMBERS / 8);
    cluster.checkpoint(run, job);
    cluster.replaceTaskManager();
    cluster.requireExact(run, job);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void jobThatStopsWithSavepoints_goesOnAtOtherParallelisms(String backend) throws Exception {
    String run = "rescaled on " + backend;
    Configuration configuration = cluster.tidemark(backend);
    JobID two = cluster.submit(run, 2, SLOW, configuration);
    String first = cluster.stop(run, two, SavepointFormatType.NATIVE);
    JobID three = cluster.submit(run, 3, SLOW, configuration, from(first));
    String second = cluster.stop(run, three, SavepointFormatType.CANONICAL);
    JobID one = cluster.submit(run, 1, FAST, configuration, from(second));
    cluster.requireExact(run, one);
  }

  @Test
  void job_movesFromFlinksRocksDbToOursAndBack() throws Exception {
    String run = "moved";
    JobID before = cluster.submit(run, 2, SLOW, cluster.flink("rocksdb"));
    String out = cluster.stop(run, before, SavepointFormatType.CANONICAL);
    JobID here = cluster.submit(run, 2, SLOW, cluster.tidemark("rocksdb"), from(out));
    String back = cluster.stop(run, here, SavepointFormatType.CANONICAL);
    JobID after = cluster.submit(run, 2, FAST, cluster.flink("rocksdb"), from(back));
    cluster.requireExact(run, after);
  }

  private static SavepointRestoreSettings from(String savepoint) {
    return SavepointRestoreSettings.forPath(savepoint);
  }
}
