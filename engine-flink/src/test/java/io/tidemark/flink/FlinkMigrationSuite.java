package io.tidemark.flink;

import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.state.CheckpointStorage;
import org.apache.flink.runtime.state.StateBackendMigrationTestBase;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.flink.testutils.junit.extensions.parameterized.Parameter;
import org.apache.flink.testutils.junit.extensions.parameterized.ParameterizedTestExtension;
import org.apache.flink.testutils.junit.extensions.parameterized.Parameters;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Flink's own tests of serializers that change between a checkpoint and its restore, for one of
 * Tidemark's backends, with full and incremental checkpoints.
 */
@ExtendWith({ParameterizedTestExtension.class, LeftOut.class})
abstract class FlinkMigrationSuite extends StateBackendMigrationTestBase<TidemarkStateBackend> {

  private final String backend;

  @TempDir private Path checkpoints;

  @Parameter public boolean isIncremental;

  FlinkMigrationSuite(String backend) {
    this.backend = backend;
  }

  @Parameters(name = "incremental checkpoints: {0}")
  public static List<Boolean> modes() {
    return List.of(false, true);
  }

  @Override
  protected TidemarkStateBackend getStateBackend() {
    return Backends.of(backend, isIncremental);
  }

  @Override
  protected CheckpointStorage getCheckpointStorage() {
    return new FileSystemCheckpointStorage(checkpoints.toUri());
  }
}
