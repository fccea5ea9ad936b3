package io.tidemark.rocksdb.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.rocksdb.leaks.OpenFiles;
import io.tidemark.spi.StateBackendException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Paths at which there is something else than there should be: each is named. */
class RunFilesTest {

  @TempDir Path directory;

  /** Something else than a file with content. */
  private enum Place {
    MISSING {
      @Override
      void make(Path path) {}
    },
    DIRECTORY_IN_USE {
      @Override
      void make(Path path) throws IOException {
        Files.createDirectories(path.resolve("used"));
      }
    },
    FILE {
      @Override
      void make(Path path) throws IOException {
        Files.createFile(path);
      }
    };

    abstract void make(Path path) throws IOException;
  }

  /** What cannot be done at such a place. */
  private enum Action {
    MAKE_A_DIRECTORY(Place.FILE, RunFiles::new),
    DELETE(Place.DIRECTORY_IN_USE, RunFiles::delete),
    LENGTH(Place.MISSING, RunFiles::length),
    CHECKSUM(Place.MISSING, RunFiles::checksum),
    CHECKSUM_OF_A_DIRECTORY(Place.DIRECTORY_IN_USE, RunFiles::checksum);

    private final Place place;
    private final Consumer<Path> work;

    Action(Place place, Consumer<Path> work) {
      this.place = place;
      this.work = work;
    }
  }

  @ParameterizedTest
  @EnumSource
  void placeOfAnotherKind_isNamedWithTheRemedy(Action action) throws IOException {
    Path path = directory.resolve("place");
    action.place.make(path);

    assertThatThrownBy(() -> action.work.accept(path))
        .isInstanceOf(StateBackendException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining("state.backend.rocksdb.localdir")
        .hasCauseInstanceOf(IOException.class);

    assertThat(OpenFiles.under(directory)).isEmpty();
  }

  @Test
  void fileThatIsGone_isDeletedAgainWithoutAWord() {
    Path missing = directory.resolve("missing");
    RunFiles.delete(missing);

    assertThat(missing).doesNotExist();
  }
}
