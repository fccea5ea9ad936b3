package io.tidemark.fs.hadoop;

import io.tidemark.spi.SnapshotStorageFactory;
import io.tidemark.testkit.storage.SnapshotStorageKit;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(HdfsCluster.class)
class HdfsStorageKitTest extends SnapshotStorageKit {

  @Override
  protected SnapshotStorageFactory factory() {
    return new HadoopStorageFactory(Map.of());
  }

  @Override
  protected URI freshRoot() {
    return HdfsCluster.freshRoot();
  }

  @Override
  protected Map<String, String> configuration() {
    return Map.of("hadoop.dfs.replication", "1");
  }

  /** {@link HdfsListingTest} lists 10,000, which are written past the storage. */
  @Override
  protected int manyBlobs() {
    return 200;
  }

  @Override
  protected int races() {
    return 10;
  }

  @Override
  protected Collection<String> residue(URI root) throws Exception {
    return HdfsCluster.residue(root);
  }
}
