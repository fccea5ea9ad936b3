package io.tidemark.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.BlobNotFoundException;
import io.tidemark.spi.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileErrorsTest {

  @TempDir Path root;

  @Test
  void write_thatFails_tellsTheRoomThatIsLeft() {
    assertThat(new FileErrors(root.resolve("not/made")).writing("write", new IOException("broken")))
        .hasMessageContaining("broken; ")
        .hasMessageContaining(" bytes are free there");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void write_whereFilesTakeNoRoom_tellsNone() {
    assertThat(new FileErrors(Path.of("/proc/1")).writing("write", new IOException("broken")))
        .hasMessageEndingWith("broken");
  }

  @Test
  void blob_ofWhichNobodyCanTellWhetherItIsThere_isNotTakenForAbsent() throws IOException {
    Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));

    try (FileStorage storage =
        new FileStorage(root, new Disk(), InstantSource.system(), SyncThreads.start())) {
      assertThatThrownBy(() -> storage.read("loop/blob", 0, 1))
          .isInstanceOf(StorageException.class)
          .isNotInstanceOf(BlobNotFoundException.class);
    }
  }
}
