package io.tidemark.fs;

import io.tidemark.config.Configuration;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageContext;
import io.tidemark.testkit.ManualClock;
import io.tidemark.testkit.repository.SnapshotSoakKit;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class FileSoakTest extends SnapshotSoakKit {

  @TempDir Path directory;

  @Override
  protected SnapshotStorage open(long seed) {
    return new FileStorageFactory()
        .open(
            URI.create(directory.toUri() + "seed-" + seed),
            new StorageContext(Configuration.of(Map.of()), new ManualClock(1), MetricGroup.none()));
  }

  @Override
  protected int snapshots() {
    return 60;
  }
}
