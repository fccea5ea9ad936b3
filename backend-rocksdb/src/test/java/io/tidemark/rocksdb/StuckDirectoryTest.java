package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.rocksdb.leaks.OpenFiles;
import io.tidemark.rocksdb.leaks.StuckFile;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StateBackendException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Working directories that cannot be removed: told by name, and everything else is let go. */
class StuckDirectoryTest {

  @TempDir Path first;
  @TempDir Path second;

  @Test
  void storesThatCannotBeRemoved_areToldTogether_andTheOtherDirectoryGoes() throws IOException {
    String both = first + ";" + second;
    Stores stores = new Stores(first, "state.backend.rocksdb.localdir", both);
    for (int i = 0; i < 3; i++) {
      stores.open(Serializers.LONG);
    }
    Path freed = only(first, "tidemark-rocksdb-*");
    Path stuck = only(second, "tidemark-rocksdb-*");
    try (StuckFile one = StuckFile.in(only(stuck, "store-1-*"));
        StuckFile three = StuckFile.in(only(stuck, "store-3-*"))) {
      assertThatThrownBy(stores::close)
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining(stuck.resolve("store-").toString())
          .satisfies(
              failure ->
                  assertThat(failure.getSuppressed())
                      .hasSize(2)
                      .allMatch(StateBackendException.class::isInstance)
                      .anyMatch(other -> other.getMessage().contains(stuck + " cannot be removed"))
                      .allMatch(other -> other.getMessage().contains(stuck.toString())));
      assertThat(one.path()).exists();
      assertThat(three.path()).exists();
      assertThat(freed).doesNotExist();
      assertThat(OpenFiles.under(first)).isEmpty();
      assertThat(OpenFiles.under(second)).isEmpty();
    } finally {
      stores.executor.shutdown();
    }
    new Stores(first, "state.backend.rocksdb.localdir", both).close();
  }

  @Test
  void storeThatCannotBeRemoved_isNamedWhenItIsClosed() throws IOException {
    try (Stores stores = new Stores(first)) {
      KeyedStore<Long> store = stores.open(Serializers.LONG);
      Path directory = only(first.resolve("rocksdb"), "store-*");
      try (StuckFile stuck = StuckFile.in(directory)) {
        assertThatThrownBy(store::close)
            .isInstanceOf(StateBackendException.class)
            .hasMessageContaining(directory.toString())
            .hasMessageContaining("state.backend.rocksdb.localdir");
        assertThat(stuck.path()).exists();
        assertThat(OpenFiles.under(directory)).isEmpty();
      }
      store.close();
      stores.open(Serializers.LONG).close();
    }
    assertThat(first).isEmptyDirectory();
  }

  private static Path only(Path parent, String name) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, name)) {
      return found.iterator().next();
    }
  }
}
