package io.tidemark.fs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.config.Configuration;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageContext;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStorageFactoryTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"f\u00fcr-k\u00e4lte", "f%C3%BCr-k%C3%A4lte", "f%C3%BCr-k\u00e4lte"})
  void lettersBeyondAscii_meanOneFolder_howeverTheUriHasThem(String name) {
    URI root = URI.create(folder.toUri() + name);
    StorageContext context =
        new StorageContext(Configuration.empty(), InstantSource.system(), MetricGroup.none());

    try (SnapshotStorage storage = new FileStorageFactory().open(root, context)) {
      assertThat(storage.root().toString()).endsWith("/f%C3%BCr-k%C3%A4lte");
    }
  }
}
