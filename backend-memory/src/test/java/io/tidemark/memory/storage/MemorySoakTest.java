package io.tidemark.memory.storage;

import io.tidemark.config.Configuration;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageContext;
import io.tidemark.testkit.ManualClock;
import io.tidemark.testkit.repository.SnapshotSoakKit;
import java.net.URI;
import java.util.Map;

class MemorySoakTest extends SnapshotSoakKit {

  @Override
  protected SnapshotStorage open(long seed) {
    return new MemoryStorageFactory()
        .open(
            URI.create("memory:soak-" + seed),
            new StorageContext(Configuration.of(Map.of()), new ManualClock(1), MetricGroup.none()));
  }
}
