package io.tidemark.rocksdb.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.rocksdb.leaks.StuckFile;
import io.tidemark.spi.StateBackendException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryDirectoryTest {

  @TempDir Path parent;

  @Test
  void closedDirectory_isGoneWithAllThatIsInIt_alsoTheSecondTime() throws IOException {
    TemporaryDirectory directory = TemporaryDirectory.makeIn(parent);
    Files.createFile(Files.createDirectories(directory.path().resolve("a/b")).resolve("c"));

    directory.close();
    directory.close();

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void parentThatIsNotThere_isNamedWithTheRemedy() {
    Path missing = parent.resolve("missing");

    assertThatThrownBy(() -> TemporaryDirectory.makeIn(missing))
        .isInstanceOf(StateBackendException.class)
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("java.io.tmpdir")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void fileThatCannotBeRemoved_isNamed_andIsAllThatIsLeft() throws IOException {
    TemporaryDirectory directory = TemporaryDirectory.makeIn(parent);
    Files.createFile(directory.path().resolve("other"));
    try (StuckFile stuck = StuckFile.in(directory.path())) {
      assertThatThrownBy(directory::close)
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining(directory.path().toString())
          .hasMessageContaining("by hand");
      assertThat(stuck.path()).exists();
    }

    directory.close();
    assertThat(parent).isEmptyDirectory();
  }
}
