package io.tidemark.rocksdb.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.rocksdb.leaks.OpenFiles;
import io.tidemark.spi.StateBackendException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sorted files that cannot be written or read: an error that names the file, and nothing open. */
class SortedFileFaultsTest {

  private static final int BLOCK_BYTES = 4 << 10;
  private static final int BLOCKS = 8;
  private static final byte[] LOW = KeyLayout.start(1, 1);
  private static final byte[] HIGH = KeyLayout.start(1, 2);

  @TempDir Path directory;

  @SuppressWarnings("NullAway.Init")
  private Engine engine;

  @BeforeEach
  void load() {
    NativeLibrary.load();
    engine = new Engine(EngineSettings.plain(1 << 20, BLOCK_BYTES, 10));
  }

  @AfterEach
  void nothingIsOpen() throws IOException {
    engine.close();
    assertThat(OpenFiles.under(directory)).isEmpty();
  }

  /** What breaks the order of keys, and a file that would be without any. */
  private enum Misuse {
    PUT(writer -> writer.put(LOW, LOW, 0, 1)),
    APPEND(writer -> writer.append(LOW, LOW, 0, 1)),
    DELETE(writer -> writer.delete(LOW)),
    SAME_KEY_AGAIN(writer -> writer.delete(HIGH));

    private final Consumer<SortedFileWriter> write;

    Misuse(Consumer<SortedFileWriter> write) {
      this.write = write;
    }
  }

  @ParameterizedTest
  @EnumSource
  void keyThatDoesNotAscend_isRefused_andTheFileGoesOn(Misuse misuse) throws IOException {
    Path file = directory.resolve("run.sst");
    try (SortedFileWriter writer = new NativeFileWriter(engine, file, true)) {
      writer.put(HIGH, HIGH, 0, 1);

      assertThatThrownBy(() -> misuse.write.accept(writer))
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining(file.toString());

      assertThat(writer.entries()).isOne();
      assertThat(writer.deletes()).isZero();
      writer.finish();
      assertThat(writer.fileBytes()).isEqualTo(Files.size(file));
    }
  }

  @Test
  void fileWithoutAnEntry_cannotBeCompleted() {
    Path file = directory.resolve("run.sst");
    try (SortedFileWriter writer = new NativeFileWriter(engine, file, true)) {
      assertThatThrownBy(writer::finish)
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void fileThatCannotBeMadeOrOpened_isNamed() {
    Path file = directory.resolve("missing").resolve("run.sst");

    assertThatThrownBy(() -> new NativeFileWriter(engine, file, true))
        .isInstanceOf(StateBackendException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("state.backend.rocksdb.localdir");
    assertThatThrownBy(() -> new SortedFileScan(engine, file, LOW, HIGH))
        .isInstanceOf(StateBackendException.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> new FollowedFile(file))
        .isInstanceOf(StateBackendException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void fileThatCannotBeReadOn_isNamed() {
    try (FollowedFile followed = new FollowedFile(directory)) {
      assertThatThrownBy(followed::follow)
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining(directory.toString());
    }
  }

  @Test
  void damageInTheMiddle_isToldByTheScanThatComesToIt() throws IOException {
    Path file = directory.resolve("run.sst");
    byte[] value = new byte[BLOCK_BYTES];
    try (SortedFileWriter writer = new NativeFileWriter(engine, file, true)) {
      for (int tag = 0; tag < BLOCKS; tag++) {
        new SplittableRandom(tag).nextBytes(value);
        writer.put(KeyLayout.start(1, tag), value, 0, value.length);
      }
      writer.finish();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(BLOCK_BYTES), BLOCKS / 2 * BLOCK_BYTES);
    }
    byte[] end = KeyLayout.start(2);

    try (SortedFileScan scan = new SortedFileScan(engine, file, KeyLayout.start(1), end)) {
      assertThatThrownBy(
              () -> {
                while (scan.isValid()) {
                  scan.next();
                }
              })
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining(file.toString());
    }
    byte[] damaged = KeyLayout.start(1, BLOCKS / 2);
    assertThatThrownBy(() -> new SortedFileScan(engine, file, damaged, end))
        .isInstanceOf(StateBackendException.class)
        .hasMessageContaining(file.toString());
  }
}
