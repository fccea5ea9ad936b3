package io.tidemark.flink;

import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.runtime.state.StateBackendFactory;

/** Makes the state backend that a job's {@code state.backend.type} names by this class. */
public final class TidemarkStateBackendFactory
    implements StateBackendFactory<TidemarkStateBackend> {

  @Override
  public TidemarkStateBackend createFromConfig(ReadableConfig config, ClassLoader classLoader) {
    return new TidemarkStateBackend().configure(config, classLoader);
  }
}
