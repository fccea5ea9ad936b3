package io.tidemark.cli;

import io.tidemark.spi.StateBackendFactory;
import io.tidemark.testkit.model.ModelRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A random job of the testkit, which moves between all backends of the program. */
class ModelAcrossBackendsTest {

  @Test
  void randomJob_holdsWhatTheModelHolds_whicheverBackendRestoresIt(@TempDir Path directory) {
    List<StateBackendFactory> backends =
        ServiceLoader.load(StateBackendFactory.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    ModelRun.run(backends, Map.of(), directory, UnaryOperator.identity(), 1, 1_500);
  }
}
