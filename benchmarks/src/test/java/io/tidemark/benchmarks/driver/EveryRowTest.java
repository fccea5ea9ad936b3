package io.tidemark.benchmarks.driver;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EveryRowTest {

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void contender_measuresWhatItsRowsAreAbout(OneTurn turn) throws Exception {
    turn.take(folder);
  }

  static Stream<OneTurn> contender_measuresWhatItsRowsAreAbout() {
    return OneTurn.onLocalDisk(ClassPath.TIDEMARK);
  }
}
