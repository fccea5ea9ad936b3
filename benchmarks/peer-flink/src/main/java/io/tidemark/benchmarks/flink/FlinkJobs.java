package io.tidemark.benchmarks.flink;

import io.tidemark.benchmarks.flink.job.Pipelines;
import io.tidemark.benchmarks.peer.ExampleJob;
import io.tidemark.benchmarks.peer.JobSettings;
import io.tidemark.benchmarks.peer.Peer;
import io.tidemark.benchmarks.peer.PeerContext;
import io.tidemark.benchmarks.peer.SupportsExampleJobs;
import java.nio.file.Path;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Flink's local cluster with the heap backend and checkpoints on local files. The cluster is there
 * before a job starts, and stays.
 */
final class FlinkJobs implements Peer, SupportsExampleJobs {

  private static final int SLOTS = 4;

  private final PeerContext context;
  private final MiniCluster cluster;

  FlinkJobs(PeerContext context) {
    this.context = context;
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
    this.cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .build());
    try {
      cluster.start();
    } catch (Exception e) {
      throw new FlinkException(e);
    }
  }

  @Override
  public void run(ExampleJob job, Path input, Path output, JobSettings settings) {
    Configuration configuration = new Configuration();
    configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, context.snapshots().toString());
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setRuntimeMode(RuntimeExecutionMode.STREAMING);
    environment.setParallelism(settings.parallelism());
    environment.getConfig().enableObjectReuse();
    if (settings.checkpointMillis() > 0) {
      environment.enableCheckpointing(
          settings.checkpointMillis(),
          settings.aligned() ? CheckpointingMode.EXACTLY_ONCE : CheckpointingMode.AT_LEAST_ONCE);
    }
    DataStream<String> lines =
        environment.fromSource(
            FileSource.forRecordStreamFormat(
                    new TextLineInputFormat(), new org.apache.flink.core.fs.Path(input.toUri()))
                .build(),
            WatermarkStrategy.noWatermarks(),
            "lines");
    Pipelines.of(job, lines)
        .sinkTo(
            FileSink.forRowFormat(
                    new org.apache.flink.core.fs.Path(output.toUri()),
                    new SimpleStringEncoder<String>())
                .build());
    try {
      cluster.executeJobBlocking(environment.getStreamGraph().getJobGraph());
    } catch (Exception e) {
      throw new FlinkException(e);
    }
  }

  @Override
  public void close() {
    try {
      cluster.close();
    } catch (Exception e) {
      throw new FlinkException(e);
    }
  }
}
