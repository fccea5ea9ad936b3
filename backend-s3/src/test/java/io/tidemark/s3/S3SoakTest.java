package io.tidemark.s3;

import io.tidemark.config.Configuration;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageContext;
import io.tidemark.testkit.repository.SnapshotSoakKit;
import java.net.URI;
import java.time.InstantSource;

class S3SoakTest extends SnapshotSoakKit {

  @Override
  protected SnapshotStorage open(long seed) {
    return new S3StorageFactory()
        .open(
            URI.create("s3://" + S3Server.BUCKET + "/soak-" + seed),
            new StorageContext(
                Configuration.of(S3Server.configuration()),
                InstantSource.system(),
                MetricGroup.none()));
  }

  @Override
  protected int snapshots() {
    return 40;
  }
}
