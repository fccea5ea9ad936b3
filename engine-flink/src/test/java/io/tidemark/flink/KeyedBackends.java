package io.tidemark.flink;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.RunnableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.AsyncKeyedStateBackend;
import org.apache.flink.runtime.state.CheckpointStorageLocationReference;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyedStateBackendParametersImpl;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.SavepointResources;
import org.apache.flink.runtime.state.SavepointSnapshotStrategy;
import org.apache.flink.runtime.state.SnapshotResult;
import org.apache.flink.runtime.state.SnapshotStrategyRunner;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.runtime.state.ttl.TtlTimeProvider;

/** Keyed backends as a task opens them, without a task. */
final class KeyedBackends implements AutoCloseable {

  static final int MAX_PARALLELISM = 16;

  private static final int MOST_BYTES = 32 << 20;

  private final MockEnvironment environment;
  private final CloseableRegistry cancellation = new CloseableRegistry();
  private final CheckpointStreamFactory streams = new MemCheckpointStreamFactory(MOST_BYTES);

  KeyedBackends() {
    this(new MockEnvironmentBuilder().build());
  }

  /**
   * Backends of tasks in one slot.
   *
   * @param environment what they have in common, closed with them
   */
  KeyedBackends(MockEnvironment environment) {
    this.environment = environment;
  }

  CheckpointableKeyedStateBackend<String> open(
      StateBackend backend, KeyGroupRange keyGroups, Collection<KeyedStateHandle> restored)
      throws Exception {
    return open(backend, keyGroups, restored, 1);
  }

  CheckpointableKeyedStateBackend<String> open(
      StateBackend backend,
      KeyGroupRange keyGroups,
      Collection<KeyedStateHandle> restored,
      double managedMemoryFraction)
      throws Exception {
    return backend.createKeyedStateBackend(parameters(keyGroups, restored, managedMemoryFraction));
  }

  AsyncKeyedStateBackend<String> openAsync(
      StateBackend backend, KeyGroupRange keyGroups, double managedMemoryFraction)
      throws Exception {
    return backend.createAsyncKeyedStateBackend(
        parameters(keyGroups, List.of(), managedMemoryFraction));
  }

  private KeyedStateBackendParametersImpl<String> parameters(
      KeyGroupRange keyGroups,
      Collection<KeyedStateHandle> restored,
      double managedMemoryFraction) {
    return new KeyedStateBackendParametersImpl<>(
        environment,
        new JobID(),
        "operator",
        StringSerializer.INSTANCE,
        MAX_PARALLELISM,
        keyGroups,
        environment.getTaskKvStateRegistry(),
        TtlTimeProvider.DEFAULT,
        new UnregisteredMetricsGroup(),
        (name, value) -> {},
        restored,
        new CloseableRegistry(),
        managedMemoryFraction);
  }

  /** Takes a canonical savepoint as Flink's operators do. */
  KeyedStateHandle savepoint(CheckpointableKeyedStateBackend<String> backend) throws Exception {
    SavepointResources<String> resources = backend.savepoint();
    return run(
        new SnapshotStrategyRunner<>(
                "savepoint",
                new SavepointSnapshotStrategy<>(resources.getSnapshotResources()),
                cancellation,
                resources.getPreferredSnapshotExecutionType())
            .snapshot(
                1,
                1,
                streams,
                new CheckpointOptions(
                    SavepointType.savepoint(SavepointFormatType.CANONICAL),
                    CheckpointStorageLocationReference.getDefault())));
  }

  KeyedStateHandle checkpoint(CheckpointableKeyedStateBackend<String> backend, long id)
      throws Exception {
    return run(capture(backend, id));
  }

  KeyedStateHandle checkpoint(
      CheckpointableKeyedStateBackend<String> backend, long id, CheckpointOptions options)
      throws Exception {
    return run(backend.snapshot(id, id, streams, options));
  }

  /** Captures a checkpoint, to be {@linkplain #run written} later. */
  RunnableFuture<SnapshotResult<KeyedStateHandle>> capture(
      CheckpointableKeyedStateBackend<String> backend, long id) throws Exception {
    return backend.snapshot(id, id, streams, CheckpointOptions.forCheckpointWithDefaultLocation());
  }

  static KeyedStateHandle run(RunnableFuture<SnapshotResult<KeyedStateHandle>> snapshot)
      throws Exception {
    snapshot.run();
    return snapshot.get().getJobManagerOwnedSnapshot();
  }

  @Override
  public void close() throws Exception {
    cancellation.close();
    environment.close();
  }
}
