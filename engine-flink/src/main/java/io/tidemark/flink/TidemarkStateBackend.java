package io.tidemark.flink;

import java.io.IOException;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.AbstractStateBackend;
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

  private final String backend;
  private final boolean isIncremental;
  private final boolean isQueried;
  private final TreeMap<String, String> settings;

  /** A backend that keeps state in memory and is not configured further. */
  public TidemarkStateBackend() {
    backend = TidemarkOptions.BACKEND.defaultValue();
    isIncremental = CheckpointingOptions.INCREMENTAL_CHECKPOINTS.defaultValue();
    isQueried = TidemarkOptions.QUERIES.defaultValue();
    settings = new TreeMap<>();
  }

  private TidemarkStateBackend(TidemarkStateBackend original, ReadableConfig config) {
    backend = config.getOptional(TidemarkOptions.BACKEND).orElse(original.backend);
    isIncremental =
        config
            .getOptional(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)
            .orElse(original.isIncremental);
    isQueried = config.getOptional(TidemarkOptions.QUERIES).orElse(original.isQueried);
    settings = new TreeMap<>(original.settings);
    settings.putAll(BackendSettings.of(config));
    latencyTrackingConfigBuilder = original.latencyTrackingConfigBuilder.configure(config);
    sizeTrackingConfigBuilder = original.sizeTrackingConfigBuilder.configure(config);
  }

  @Override
  public TidemarkStateBackend configure(ReadableConfig config, ClassLoader classLoader) {
    return new TidemarkStateBackend(this, config);
  }

  @Override
  public String getName() {
    return "tidemark-" + backend;
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
    BackendLease lease = BackendLease.forTask(backend, settings, task);
    boolean complete = false;
    try {
      FlinkKeyedBackend<K> keyedBackend =
          new FlinkKeyedBackend<>(task, new StoreOpening<>(task, lease, isIncremental).open(lease));
      complete = true;
      return keyedBackend;
    } catch (Exception e) {
      throw new BackendBuildingException(
          "The keyed state of " + task.operator() + " cannot be opened: " + e.getMessage(), e);
    } finally {
      if (!complete) {
        IOUtils.closeQuietly(lease);
      }
    }
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
