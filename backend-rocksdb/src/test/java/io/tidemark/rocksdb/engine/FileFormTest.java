package io.tidemark.rocksdb.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.rocksdb.tuning.NativeOptions;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RocksDB writes files where anybody asks for something that only RocksDB understands. */
class FileFormTest {

  @BeforeAll
  static void load() {
    NativeLibrary.load();
  }

  @Test
  void settingsOfTheBackend_areTheForm() {
    assertThat(form(Map.of("max_open_files", "100"), Optional.empty()))
        .contains(new FileForm(8 << 10, 7, false));
  }

  @ParameterizedTest
  @CsvSource({
    "compression, kZSTD",
    "compression_per_level, kNoCompression:kZSTD",
    "bottommost_compression, kZSTD",
    "compression_opts, 4:5:6:7",
    "allow_mmap_writes, true",
    "bytes_per_sync, 1048576",
    "use_direct_io_for_flush_and_compaction, true",
    "writable_file_max_buffer_size, 65536"
  })
  void optionAboutFiles_leavesThemToRocksDb(String name, String value) {
    assertThat(form(Map.of(name, value), Optional.empty())).isEmpty();
  }

  @Test
  void program_leavesThemToRocksDb() {
    assertThat(form(Map.of(), Optional.of(options -> options.table().setBlockRestartInterval(4))))
        .isEmpty();
  }

  private static Optional<FileForm> form(
      Map<String, String> texts, Optional<Consumer<NativeOptions>> tuning) {
    try (Engine engine =
        new Engine(new EngineSettings(4 << 20, 8 << 10, 7, false, 1, false, texts, tuning))) {
      return engine.fileForm();
    }
  }
}
