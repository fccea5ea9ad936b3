package io.tidemark.s3;

import io.tidemark.config.Configuration;
import io.tidemark.fs.FileStorageFactory;
import io.tidemark.memory.storage.MemoryStorageFactory;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageContext;
import io.tidemark.testkit.repository.SnapshotCopyKit;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class S3CopyTest extends SnapshotCopyKit {

  @TempDir Path directory;

  @Override
  protected Map<String, SnapshotStorage> storages() {
    return Map.of(
        "memory",
            new MemoryStorageFactory().open(URI.create("memory:s3-copies"), context(Map.of())),
        "file", new FileStorageFactory().open(directory.toUri(), context(Map.of())),
        "sdk1", s3("sdk1"),
        "sdk2", s3("sdk2"));
  }

  private static SnapshotStorage s3(String client) {
    Map<String, String> configuration = S3Server.configuration();
    configuration.put("s3.client", client);
    return new S3StorageFactory()
        .open(URI.create("s3://" + S3Server.BUCKET + "/copies-" + client), context(configuration));
  }

  private static StorageContext context(Map<String, String> configuration) {
    return new StorageContext(
        Configuration.of(configuration), InstantSource.system(), MetricGroup.none());
  }
}
