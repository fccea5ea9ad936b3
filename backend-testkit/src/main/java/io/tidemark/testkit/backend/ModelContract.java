package io.tidemark.testkit.backend;

import io.tidemark.testkit.model.ModelRun;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random jobs against a plain map model, each from a seed. Other sizes are tried by system
 * properties: {@code tidemark.model.seed} (one seed alone), {@code tidemark.model.first-seed},
 * {@code tidemark.model.seeds}, {@code tidemark.model.operations} of each.
 */
abstract class ModelContract extends BackendContract {

  private static final String PREFIX = "tidemark.model.";
  private static final int DEFAULT_SEEDS = 6;
  private static final int DEFAULT_OPERATIONS = 2_000;

  ModelContract(StateBackendKit kit) {
    super(kit);
  }

  static LongStream seeds() {
    Long one = Long.getLong(PREFIX + "seed");
    long first = one == null ? Long.getLong(PREFIX + "first-seed", 1) : one;
    long seeds = one == null ? Long.getLong(PREFIX + "seeds", DEFAULT_SEEDS) : 1;
    return LongStream.range(first, first + seeds);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void randomJob_holdsWhatTheModelHolds(long seed, @TempDir Path directory) {
    ModelRun.run(
        List.of(kit().factory()),
        kit().configuration(),
        directory,
        UnaryOperator.identity(),
        seed,
        Integer.getInteger(PREFIX + "operations", DEFAULT_OPERATIONS));
  }
}
