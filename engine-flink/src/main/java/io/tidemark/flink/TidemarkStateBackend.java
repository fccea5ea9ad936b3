package io.tidemark.flink;

import java.io.IOException;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.AbstractStateBackend;
import org.apache.flink.runtime.state.AsyncKeyedStateBackend;
import org.apache.flink.runtime.state.BackendBuildingException;
import org.apache.flink.runtime.state.ConfigurableStateBackend;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.apache.flink.runtime.state.OperatorStateBackend;
import org.apache.flink.util.IOUtils;

/**
 * Keeps a Flink job's keyed state in one of Tidemark's backends. Operator state stays with Flink's
 * own backend.
 *
 * <p>Immutable. Flink serializes it with the job and makes one of it for every subtask.
 */
public final class TidemarkStateBackend extends AbstractStateBackend
    implements ConfigurableStateBackend {

  private static final long serialVersionUID = 1L;

  private final BackendChoice choice;
  private final boolean isIncremental;
  private final boolean isQueried;

  /** A backend that keeps state in memory and is not configured further. */
  public TidemarkStateBackend() {
    choice =
        new BackendChoice(
            TidemarkOptions.BACKEND.defaultValue(),
            TidemarkOptions.MANAGED_MEMORY.defaultValue(),
            new TreeMap<>());
    isIncremental = CheckpointingOptions.INCREMENTAL_CHECKPOINTS.defaultValue();
    isQueried = TidemarkOptions.QUERIES.defaultValue();
  }

  private TidemarkStateBackend(TidemarkStateBackend original, ReadableConfig config) {
    TreeMap<String, String> settings = new TreeMap<>(original.choice.settings());
    settings.putAll(BackendSettings.of(config));
    choice =
        new BackendChoice(
            config.getOptional(TidemarkOptions.BACKEND).orElse(original.choice.name()),
            config.getOptional(TidemarkOptions.MANAGED_MEMORY).orElse(original.choice.isManaged()),
            settings);
    isIncremental =
        config
            .getOptional(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)
            .orElse(original.isIncremental);
    isQueried = config.getOptional(TidemarkOptions.QUERIES).orElse(original.isQueried);
    latencyTrackingConfigBuilder = original.latencyTrackingConfigBuilder.configure(config);
    sizeTrackingConfigBuilder = original.sizeTrackingConfigBuilder.configure(config);
  }

  @Override
  public TidemarkStateBackend configure(ReadableConfig config, ClassLoader classLoader) {
    return new TidemarkStateBackend(this, config);
  }

  @Override
  public String getName() {
    return "tidemark-" + choice.name();
  }

  @Override
  public boolean useManagedMemory() {
    return choice.usesManagedMemory();
  }

  @Override
  public boolean supportsNoClaimRestoreMode() {
    return true;
  }

  @Override
  public boolean supportsSavepointFormat(SavepointFormatType formatType) {
    return true;
  }

  @Override
  public <K> AbstractKeyedStateBackend<K> createKeyedStateBackend(
      KeyedStateBackendParameters<K> parameters) throws IOException {
    FlinkTask<K> task =
        FlinkTask.of(
            parameters,
            latencyTrackingConfigBuilder.setMetricGroup(parameters.getMetricGroup()).build(),
            sizeTrackingConfigBuilder.setMetricGroup(parameters.getMetricGroup()).build(),
            isQueried);
    try {
      BackendLease lease = BackendLease.of(choice, task);
      boolean complete = false;
      try {
        FlinkKeyedBackend<K> keyedBackend =
            new FlinkKeyedBackend<>(
                task,
                new StoreOpening<>(task, lease.backend(), isIncremental).open(lease.release()));
        complete = true;
        return keyedBackend;
      } finally {
        if (!complete) {
          IOUtils.closeQuietly(lease.release());
        }
      }
    } catch (Exception e) {
      throw new BackendBuildingException(
          "The keyed state of " + task.operator() + " cannot be opened: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean supportsAsyncKeyedStateBackend() {
    return true;
  }

  /** Its states serve each access at once, on the task's thread. */
  @Override
  public <K> AsyncKeyedStateBackend<K> createAsyncKeyedStateBackend(
      KeyedStateBackendParameters<K> parameters) throws IOException {
    return new AsyncKeyedBackend<>(createKeyedStateBackend(parameters));
  }

  @Override
  public OperatorStateBackend createOperatorStateBackend(OperatorStateBackendParameters parameters)
      throws BackendBuildingException {
    return new DefaultOperatorStateBackendBuilder(
            parameters.getEnv().getUserCodeClassLoader().asClassLoader(),
            parameters.getEnv().getExecutionConfig(),
            true,
            parameters.getStateHandles(),
            parameters.getCancelStreamRegistry())
        .build();
  }
}
