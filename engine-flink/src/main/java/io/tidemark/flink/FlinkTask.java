package io.tidemark.flink;

import java.nio.file.Path;
import java.util.Collection;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.Environment;
import org.apache.flink.runtime.query.TaskKvStateRegistry;
import org.apache.flink.runtime.state.InternalKeyContext;
import org.apache.flink.runtime.state.InternalKeyContextImpl;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.LocalRecoveryConfig;
import org.apache.flink.runtime.state.StateBackend.KeyedStateBackendParameters;
import org.apache.flink.runtime.state.metrics.LatencyTrackingStateConfig;
import org.apache.flink.runtime.state.metrics.SizeTrackingStateConfig;
import org.apache.flink.runtime.state.ttl.TtlTimeProvider;

/**
 * What Flink gives to the keyed backend of one subtask.
 *
 * @param isQueried whether other threads than the task's ask for the values of states
 */
record FlinkTask<K>(
    KeyedStateBackendParameters<K> parameters,
    LatencyTrackingStateConfig latencyTracking,
    SizeTrackingStateConfig sizeTracking,
    boolean isQueried,
    InternalKeyContext<K> keyContext) {

  static <K> FlinkTask<K> of(
      KeyedStateBackendParameters<K> parameters,
      LatencyTrackingStateConfig latencyTracking,
      SizeTrackingStateConfig sizeTracking,
      boolean isQueried) {
    return new FlinkTask<>(
        parameters,
        latencyTracking,
        sizeTracking,
        isQueried,
        new InternalKeyContextImpl<>(
            parameters.getKeyGroupRange(), parameters.getNumberOfKeyGroups()));
  }

  Environment environment() {
    return parameters.getEnv();
  }

  String operator() {
    return parameters.getOperatorIdentifier();
  }

  int subtask() {
    return environment().getTaskInfo().getIndexOfThisSubtask();
  }

  TypeSerializer<K> keySerializer() {
    return parameters.getKeySerializer();
  }

  int maxParallelism() {
    return parameters.getNumberOfKeyGroups();
  }

  KeyGroupRange keyGroups() {
    return parameters.getKeyGroupRange();
  }

  TaskKvStateRegistry kvStateRegistry() {
    return parameters.getKvStateRegistry();
  }

  ClassLoader userCode() {
    return environment().getUserCodeClassLoader().asClassLoader();
  }

  ExecutionConfig executionConfig() {
    return environment().getExecutionConfig();
  }

  TtlTimeProvider ttlTime() {
    return parameters.getTtlTimeProvider();
  }

  CloseableRegistry cancellation() {
    return parameters.getCancelStreamRegistry();
  }

  MetricGroup metrics() {
    return parameters.getMetricGroup();
  }

  /** Those of the job in this task manager. */
  MetricGroup jobMetrics() {
    return environment().getMetricGroup().parent();
  }

  /** The task's part of its slot's managed memory, 0 if Flink sets none aside for its state. */
  double managedMemoryFraction() {
    return parameters.getManagedMemoryFraction();
  }

  Collection<KeyedStateHandle> restored() {
    return parameters.getStateHandles();
  }

  LocalRecoveryConfig localRecovery() {
    return environment().getTaskStateManager().createLocalRecoveryConfig();
  }

  /** A directory of the task manager for whatever need not outlive it. */
  Path workDirectory() {
    return environment().getTaskManagerInfo().getTmpWorkingDirectory().toPath();
  }
}
