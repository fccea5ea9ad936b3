package io.tidemark.flink.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotCorruptException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LocalBlobsTest {

  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  @TempDir private Path folder;

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self/fd")
  void blobThatEndsBeforeTheRange_isCorrupt_andIsNotLeftOpen() throws IOException {
    try (LocalBlobs blobs = new LocalBlobs(folder.resolve("blobs"))) {
      BlobRef blob;
      try (BlobWriter<BlobRef> writer = blobs.create(BlobScope.EXCLUSIVE)) {
        writer.write(new byte[100], 0, 100);
        blob = writer.commit();
      }
      Path file = folder.resolve("blobs/blob-1");
      Files.write(file, new byte[10]);

      assertThatThrownBy(() -> blobs.open(blob, 50, 20))
          .isInstanceOf(SnapshotCorruptException.class)
          .hasMessageContaining("blob-1")
          .hasMessageContaining("offset 50");

      assertThat(openFiles()).doesNotContain(file.toRealPath());
    }
  }

  private static List<Path> openFiles() throws IOException {
    List<Path> open = new ArrayList<>();
    try (Stream<Path> links = Files.list(OPEN_FILES)) {
      for (Path link : links.toList()) {
        try {
          open.add(Files.readSymbolicLink(link));
        } catch (NoSuchFileException e) {
          // Closed meanwhile: that of the listing itself, for one.
          continue;
        }
      }
    }
    return open;
  }
}
