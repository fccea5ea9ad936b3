package io.tidemark.flink;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;

/** State backends as a job's configuration makes them. */
final class Backends {

  private Backends() {}

  static TidemarkStateBackend of(String backend, boolean isIncremental) {
    return of(backend, isIncremental, false);
  }

  static TidemarkStateBackend of(String backend, boolean isIncremental, boolean isQueried) {
    Configuration configuration = new Configuration();
    configuration.set(TidemarkOptions.BACKEND, backend);
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, isIncremental);
    configuration.set(TidemarkOptions.QUERIES, isQueried);
    return new TidemarkStateBackendFactory()
        .createFromConfig(configuration, Backends.class.getClassLoader());
  }
}
