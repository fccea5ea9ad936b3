package io.tidemark.flink;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;

/** State backends as a job's configuration makes them. */
final class Backends {

  /**
   * Where thousands of small databases are made, if this is a directory: their syncs to a disk
   * would take most of the time.
   */
  private static final Path DIRECTORY_IN_MEMORY = Path.of("/dev/shm");

  private Backends() {}

  static TidemarkStateBackend of(String backend, boolean isIncremental) {
    return of(backend, isIncremental, false);
  }

  static TidemarkStateBackend of(String backend, boolean isIncremental, boolean isQueried) {
    Configuration configuration = new Configuration();
    configuration.set(TidemarkOptions.BACKEND, backend);
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, isIncremental);
    configuration.set(TidemarkOptions.QUERIES, isQueried);
    if (Files.isWritable(DIRECTORY_IN_MEMORY)) {
      configuration.setString(
          "tidemark.state.backend.rocksdb.localdir", DIRECTORY_IN_MEMORY.toString());
    }
    return new TidemarkStateBackendFactory()
        .createFromConfig(configuration, Backends.class.getClassLoader());
  }
}
