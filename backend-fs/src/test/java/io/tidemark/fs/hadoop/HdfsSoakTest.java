package io.tidemark.fs.hadoop;

import io.tidemark.spi.SnapshotStorage;
import io.tidemark.testkit.repository.SnapshotSoakKit;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(HdfsCluster.class)
class HdfsSoakTest extends SnapshotSoakKit {

  private final URI root = HdfsCluster.freshRoot();

  @Override
  protected SnapshotStorage open(long seed) {
    return Storages.open(URI.create(root + "/seed-" + seed), Map.of("hadoop.dfs.replication", "1"));
  }

  @Override
  protected int snapshots() {
    return 20;
  }
}
