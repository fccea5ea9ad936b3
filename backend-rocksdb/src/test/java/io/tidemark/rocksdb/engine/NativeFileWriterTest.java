package io.tidemark.rocksdb.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the writer of a sorted file tells of it. */
class NativeFileWriterTest {

  @TempDir Path directory;

  @Test
  void completedFile_hasTheLengthAndTheChecksumThatItsWriterTells() throws IOException {
    for (int entries : new int[] {1, 300, 30_000}) {
      Path file = directory.resolve(entries + ".sst");
      SplittableRandom random = new SplittableRandom(entries);
      NativeLibrary.load();
      try (Engine engine = new Engine(EngineSettings.plain(1 << 20, 4 << 10, 10));
          SortedFileWriter writer = new NativeFileWriter(engine, file, true)) {
        byte[] value = new byte[100];
        for (int i = 0; i < entries; i++) {
          random.nextBytes(value);
          writer.put(KeyLayout.start(1, i), value, 0, value.length);
        }
        writer.finish();

        assertThat(writer.fileBytes()).isEqualTo(Files.size(file));
        assertThat(writer.checksum()).isEqualTo(checksum(Files.readAllBytes(file)));
      }
    }
  }

  @Test
  void fileThatGrows_isReadOnToItsEnd() throws IOException {
    Path file = directory.resolve("growing");
    byte[] bytes = new byte[300_000];
    new SplittableRandom(1).nextBytes(bytes);
    Files.createFile(file);
    try (FollowedFile followed = new FollowedFile(file);
        var out = Files.newOutputStream(file)) {
      for (int from = 0; from < bytes.length; from += 100_000) {
        out.write(bytes, from, 100_000);
        followed.follow();

        assertThat(followed.length()).isEqualTo(from + 100_000);
      }
      assertThat(followed.checksum()).isEqualTo(checksum(bytes));
    }
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    return (int) crc.getValue();
  }
}
