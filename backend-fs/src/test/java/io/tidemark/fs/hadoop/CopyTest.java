package io.tidemark.fs.hadoop;

import io.tidemark.config.Configuration;
import io.tidemark.fs.FileStorageFactory;
import io.tidemark.memory.storage.MemoryStorageFactory;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageContext;
import io.tidemark.testkit.ManualClock;
import io.tidemark.testkit.repository.SnapshotCopyKit;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(HdfsCluster.class)
class CopyTest extends SnapshotCopyKit {

  @TempDir Path directory;

  @Override
  protected Map<String, SnapshotStorage> storages() {
    StorageContext context =
        new StorageContext(Configuration.of(Map.of()), new ManualClock(1), MetricGroup.none());
    return Map.of(
        "memory", new MemoryStorageFactory().open(URI.create("memory:copies"), context),
        "file", new FileStorageFactory().open(directory.toUri(), context),
        "hdfs", Storages.open(HdfsCluster.freshRoot(), Map.of("hadoop.dfs.replication", "1")));
  }
}
