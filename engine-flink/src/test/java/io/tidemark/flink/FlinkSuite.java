package io.tidemark.flink;

import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.state.CheckpointStorage;
import org.apache.flink.runtime.state.ConfigurableStateBackend;
import org.apache.flink.runtime.state.StateBackendTestBase;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.flink.testutils.junit.extensions.parameterized.Parameter;
import org.apache.flink.testutils.junit.extensions.parameterized.ParameterizedTestExtension;
import org.apache.flink.testutils.junit.extensions.parameterized.Parameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Flink's own tests of a state backend, for one of Tidemark's, with full and incremental
 * checkpoints.
 */
@ExtendWith({ParameterizedTestExtension.class, LeftOut.class})
abstract class FlinkSuite extends StateBackendTestBase<TidemarkStateBackend> {

  private final String backend;

  @TempDir private Path checkpoints;

  @Parameter public boolean isIncremental;

  private boolean isQueried;

  FlinkSuite(String backend) {
    this.backend = backend;
  }

  @Parameters(name = "incremental checkpoints: {0}")
  public static List<Boolean> modes() {
    return List.of(false, true);
  }

  /** One test asks for values from another thread, which Flink does only where it is allowed. */
  @BeforeEach
  void allowQueries(TestInfo test) {
    isQueried = test.getTestMethod().orElseThrow().getName().equals("testValueStateRace");
  }

  @Override
  protected ConfigurableStateBackend getStateBackend() {
    return Backends.of(backend, isIncremental, isQueried);
  }

  @Override
  protected CheckpointStorage getCheckpointStorage() {
    return new FileSystemCheckpointStorage(checkpoints.toUri());
  }

  /** States are read when they are asked for, by whatever serializer Flink then has. */
  @Override
  protected boolean isSerializerPresenceRequiredOnRestore() {
    return false;
  }

  @Override
  protected boolean supportsAsynchronousSnapshots() {
    return true;
  }
}
