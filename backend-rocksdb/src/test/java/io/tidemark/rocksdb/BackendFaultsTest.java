package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StateBackendException;
import io.tidemark.state.StateDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bad surroundings get: an error at start that names the remedy. */
class BackendFaultsTest {

  @TempDir Path directory;

  @Test
  void secondBackendOnADirectory_isRefused() {
    try (Stores first = new Stores(directory)) {
      assertThatThrownBy(() -> new Stores(directory))
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("state.backend.rocksdb.localdir");
      assertThat(first.backend.name()).isEqualTo("rocksdb");
    }
    new Stores(directory).close();
  }

  @Test
  void localDirectory_mayBeSharedByBackends(@TempDir Path local) throws IOException {
    try (Stores first = new Stores(directory, "state.backend.rocksdb.localdir", local.toString());
        Stores second = new Stores(directory, "state.backend.rocksdb.localdir", local.toString());
        KeyedStore<Long> mine = first.open(Serializers.LONG);
        KeyedStore<Long> its = second.open(Serializers.LONG)) {
      first.select(mine, 1L);
      mine.state(StateDescriptor.value("v", Serializers.LONG)).update(1L);
      second.select(its, 1L);
      assertThat(its.state(StateDescriptor.value("v", Serializers.LONG)).value()).isNull();
    }
    assertThat(Files.list(local)).isEmpty();
  }

  @Test
  void workDirectoryThatIsAFile_isRefusedByName() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> new Stores(file))
        .isInstanceOf(StateBackendException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void unknownOptionOfRocksDb_isRefusedByName() {
    assertThatThrownBy(() -> new Stores(directory, "state.backend.rocksdb.options.no_such", "1"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("no_such");
  }

  @Test
  void optionOfRocksDbByName_isTaken() {
    try (Stores stores =
            new Stores(directory, "state.backend.rocksdb.options.max_background_jobs", "3");
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      assertThat(store.keyGroups()).isEqualTo(Stores.ALL);
    }
  }
}
