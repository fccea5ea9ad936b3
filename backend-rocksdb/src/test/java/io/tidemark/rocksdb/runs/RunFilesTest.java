package io.tidemark.rocksdb.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.rocksdb.leaks.OpenFiles;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StateBackendException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    SYNC(Place.MISSING, RunFiles::sync),
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
  void filesThatCannotBeSynced_areNotTrustedAnyMore() {
    RunFile bad = file("bad");
    RunFile good = file("good");
    RunFiles files =
        new RunFiles(
            directory,
            path -> {
              if (path.equals(bad.path())) {
                throw new StateBackendException("The disk is ill");
              }
            });
    files.sync(List.of(good));

    assertThatThrownBy(() -> files.sync(List.of(bad))).isInstanceOf(StateBackendException.class);

    assertThat(files.isDistrusted(bad)).isTrue();
    assertThat(files.isDistrusted(good)).isFalse();
  }

  @Test
  void interruptedThread_syncs() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "bytes");
    Thread.currentThread().interrupt();
    try {
      RunFiles.sync(file);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private RunFile file(String name) {
    KeyGroupRange all = KeyGroupRange.of(0, 7);
    return new RunFile(directory.resolve(name), 1, false, all, 1, 1, 1, 0, false);
  }

  @Test
  void fileThatIsGone_isDeletedAgainWithoutAWord() {
    Path missing = directory.resolve("missing");
    RunFiles.delete(missing);

    assertThat(missing).doesNotExist();
  }
}
