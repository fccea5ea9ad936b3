package io.tidemark.rocksdb.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.rocksdb.engine.Engine;
import io.tidemark.rocksdb.engine.EngineSettings;
import io.tidemark.rocksdb.engine.NativeFileWriter;
import io.tidemark.rocksdb.engine.NativeLibrary;
import io.tidemark.rocksdb.engine.SortedFileWriter;
import io.tidemark.rocksdb.table.TableWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who writes a file, and what is left of one that is not finished. */
class SortedFileBuilderTest {

  private static final EngineSettings PLAIN = EngineSettings.plain(4 << 20, 4 << 10, 10);
  private static final EngineSettings TOLD =
      new EngineSettings(
          4 << 20, 4 << 10, 10, true, 1, false, Map.of("compression", "kZSTD"), Optional.empty());

  @TempDir Path directory;

  @BeforeAll
  static void load() {
    NativeLibrary.load();
  }

  @Test
  void largeFile_andOneThatOptionsAreAbout_areRocksDbs() {
    assertThat(writer(PLAIN, SortedFileBuilder.LARGE_BYTES - 1)).isInstanceOf(TableWriter.class);
    assertThat(writer(PLAIN, SortedFileBuilder.LARGE_BYTES)).isInstanceOf(NativeFileWriter.class);
    assertThat(writer(TOLD, 1)).isInstanceOf(NativeFileWriter.class);
  }

  private SortedFileWriter writer(EngineSettings settings, long expectedBytes) {
    Path path = directory.resolve("1.sst");
    try (Engine engine = new Engine(settings)) {
      SortedFileWriter writer;
      try (SortedFileBuilder builder =
          new SortedFileBuilder(engine, path, 1, false, true, expectedBytes)) {
        writer = builder.writer();
        assertThat(path).exists();
      }
      assertThat(path).doesNotExist();
      return writer;
    }
  }
}
