package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.config.MemorySize;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.BackendContext;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StateBackendException;
import io.tidemark.state.ListState;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import io.tidemark.testkit.InMemoryBlobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the configuration chooses arrives at RocksDB. */
class OptionsTest {

  private static final StateDescriptor.OfList<Long> LIST =
      StateDescriptor.list("list", Serializers.LONG);
  private static final StateDescriptor.OfValue<Long> VALUE =
      StateDescriptor.value("value", Serializers.LONG);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void profile_setsBlocksFiltersAndThreads(Profile profile) throws IOException {
    try (Stores stores =
            new Stores(directory, "state.backend.rocksdb.predefined-options", profile.toString());
        KeyedStore<Long> store = write(stores)) {
      assertThat(options())
          .contains("block_size=" + profile.blockBytes())
          .contains("max_background_jobs=" + profile.threads())
          .contains("bloomfilter:" + profile.bloomBits());
    }
  }

  @Test
  void keysOfOurOwn_winOverTheProfile() throws IOException {
    try (Stores stores =
            new Stores(
                directory,
                "state.backend.rocksdb.predefined-options",
                "LOW_MEMORY",
                "state.backend.rocksdb.block.blocksize",
                "8 kb",
                "state.backend.rocksdb.bloom-filter.bits-per-key",
                "12");
        KeyedStore<Long> store = write(stores)) {
      assertThat(options()).contains("block_size=8192").contains("bloomfilter:12");
    }
  }

  @Test
  void tuningByName_setsOptionsButNotTheCacheOfTheBudget() throws IOException {
    try (Stores stores =
            new Stores(
                directory,
                "state.backend.rocksdb.options-factory",
                LargeBlocksTuning.NAME,
                "state.backend.rocksdb.object-cache.enabled",
                "false");
        KeyedStore<Long> store = write(stores)) {
      stores.select(store, 1L);
      assertThat(store.state(VALUE).value()).isEqualTo(1L);

      assertThat(options()).contains("block_size=262144");
      assertThat(LargeBlocksTuning.bytesInItsCache()).isZero();
    }
  }

  @Test
  void partOfATuningThatCannotBeClosed_isTold_andEverythingElseGoes() {
    Stores stores =
        new Stores(directory, "state.backend.rocksdb.options-factory", StubbornTuning.NAME);

    assertThatThrownBy(stores::close)
        .isInstanceOf(StateBackendException.class)
        .hasMessageContaining(StubbornTuning.PART)
        .hasMessageContaining("state.backend.rocksdb.options-factory");

    stores.executor.shutdown();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void memoryThatTheEngineSetsAside_goesBeforeTheConfiguredAmount() {
    RecordedMetrics metrics = new RecordedMetrics();
    try (StateBackend backend =
        new RocksDbStateBackendFactory().create(context(metrics), MemorySize.ofMb(5).bytes())) {
      assertThat(backend.name()).isEqualTo("rocksdb");
      assertThat(metrics.gauge("rocksdb.memory.limit")).isEqualTo(MemorySize.ofMb(5).bytes());
    }
  }

  @Test
  void tooLittleMemoryFromTheEngine_isRefusedWithTheLeast() {
    assertThatThrownBy(
            () ->
                new RocksDbStateBackendFactory()
                    .create(context(new RecordedMetrics()), MemorySize.ofMb(4).bytes() - 1))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("4 mb")
        .hasMessageContaining("state.backend.rocksdb.memory.fixed-per-tm");
    assertThat(directory.resolve("rocksdb")).doesNotExist();
  }

  private BackendContext context(RecordedMetrics metrics) {
    return new BackendContext(
        Configuration.empty().with("state.backend.rocksdb.memory.fixed-per-tm", "64 mb"),
        directory,
        Runnable::run,
        () -> Instant.EPOCH,
        metrics);
  }

  @Test
  void tuningThatIsNotThere_isRefusedWithThoseThatAre() {
    assertThatThrownBy(
            () -> new Stores(directory, "state.backend.rocksdb.options-factory", "no-such"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("no-such")
        .hasMessageContaining(LargeBlocksTuning.NAME);
    assertThat(directory.resolve("rocksdb")).doesNotExist();
  }

  @Test
  void optionThatTheBackendNeeds_isRefusedByName() {
    assertThatThrownBy(
            () -> new Stores(directory, "state.backend.rocksdb.options.merge_operator", "put"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("merge_operator");
  }

  @Test
  void severalLocalDirectories_takeTheStoresInTurn(@TempDir Path first, @TempDir Path second)
      throws IOException {
    try (Stores stores =
            new Stores(directory, "state.backend.rocksdb.localdir", first + ";" + second);
        KeyedStore<Long> one = stores.open(Serializers.LONG);
        KeyedStore<Long> two = stores.open(Serializers.LONG)) {
      assertThat(databases(first)).hasSize(1);
      assertThat(databases(second)).hasSize(1);
      assertThat(directory).isEmptyDirectory();
    }
    assertThat(first).isEmptyDirectory();
    assertThat(second).isEmptyDirectory();
  }

  @Test
  void statistics_areExportedWhereTheyAreKept() {
    RecordedMetrics metrics = new RecordedMetrics();
    try (Stores stores =
            new Stores(
                directory,
                metrics,
                "state.backend.rocksdb.metrics.statistics",
                "true",
                "state.backend.rocksdb.object-cache.enabled",
                "false");
        KeyedStore<Long> store = write(stores)) {
      // What was appended is in several files, which RocksDB brings together.
      ListState<Long> list = store.state(LIST);
      for (int snapshot = 2; snapshot < 5; snapshot++) {
        for (long key = 0; key < 500; key++) {
          stores.select(store, snapshot == 4 ? key + 500 : key);
          list.add(key);
        }
        Stores.snapshot(store, snapshot, Mode.INCREMENTAL, new InMemoryBlobs());
      }
      for (long key = 0; key < 500; key++) {
        stores.select(store, key);
        assertThat(list.get()).hasSize(2);
      }
      assertThat(metrics.gauge("rocksdb.number-keys-read")).isGreaterThanOrEqualTo(500);
      assertThat(metrics.gauge("rocksdb.bloom-filter-useful")).isGreaterThan(400);
    }
  }

  private static KeyedStore<Long> write(Stores stores) {
    KeyedStore<Long> store = stores.open(Serializers.LONG);
    ValueState<Long> state = store.state(VALUE);
    for (long key = 0; key < 500; key++) {
      stores.select(store, key);
      state.update(key);
    }
    Stores.snapshot(store, 1, Mode.INCREMENTAL, new InMemoryBlobs());
    return store;
  }

  /** What RocksDB itself has written down of its options. */
  private String options() throws IOException {
    Path file;
    try (Stream<Path> all = Files.walk(directory)) {
      file =
          all.filter(path -> path.getFileName().toString().startsWith("OPTIONS-"))
              .findFirst()
              .orElseThrow();
    }
    return Files.readString(file);
  }

  private static List<Path> databases(Path parent) throws IOException {
    try (Stream<Path> all = Files.walk(parent)) {
      return all.filter(path -> path.getFileName().toString().equals("CURRENT")).toList();
    }
  }
}
