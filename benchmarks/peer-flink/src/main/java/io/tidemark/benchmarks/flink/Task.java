package io.tidemark.benchmarks.flink;

import io.tidemark.benchmarks.peer.PeerContext;
import io.tidemark.benchmarks.peer.Share;
import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackendParametersImpl;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.runtime.state.ttl.TtlTimeProvider;
import org.apache.flink.runtime.util.TestingTaskManagerRuntimeInfo;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.util.DynamicCodeLoadingException;

/** What a task of Flink gives its state backend: configuration, managed memory, folders. */
final class Task implements AutoCloseable {

  private final JobID jobId = new JobID();
  private final MockEnvironment environment;
  private final StateBackend backend;
  private int opened;

  Task(FlinkPeers.Settings settings, PeerContext context) {
    Configuration configuration = new Configuration();
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    configuration.set(RocksDBOptions.LOCAL_DIRECTORIES, context.workDirectory().toString());
    settings.configuration().forEach(configuration::setString);
    ExecutionConfig execution = new ExecutionConfig();
    execution.setUseSnapshotCompression(settings.compressed());
    environment =
        MockEnvironment.builder()
            .setTaskName("measured")
            .setJobID(jobId)
            .setManagedMemorySize(context.memoryBudget())
            .setExecutionConfig(execution)
            .setTaskConfiguration(configuration)
            .setTaskManagerRuntimeInfo(
                new TestingTaskManagerRuntimeInfo(configuration, context.workDirectory().toFile()))
            .setMaxParallelism(Share.KEY_GROUPS)
            .build();
    try {
      backend =
          StateBackendLoader.loadStateBackendFromConfig(
              configuration, Task.class.getClassLoader(), null);
    } catch (IOException | DynamicCodeLoadingException e) {
      throw new FlinkException(e);
    }
  }

  JobID jobId() {
    return jobId;
  }

  static KeyGroupRange keyGroups(Share share) {
    return KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
        Share.KEY_GROUPS, share.parts(), share.index());
  }

  <K> AbstractKeyedStateBackend<K> open(
      TypeSerializer<K> keys, Share share, Collection<KeyedStateHandle> handles) {
    try {
      return (AbstractKeyedStateBackend<K>)
          backend.createKeyedStateBackend(
              new KeyedStateBackendParametersImpl<>(
                  environment,
                  jobId,
                  "measured-" + opened++,
                  keys,
                  Share.KEY_GROUPS,
                  keyGroups(share),
                  environment.getTaskKvStateRegistry(),
                  TtlTimeProvider.DEFAULT,
                  new UnregisteredMetricsGroup(),
                  (name, value) -> {},
                  handles,
                  new CloseableRegistry(),
                  1.0));
    } catch (Exception e) {
      throw new FlinkException(e);
    }
  }

  @Override
  public void close() {
    try {
      environment.close();
    } catch (Exception e) {
      throw new FlinkException(e);
    }
  }
}
