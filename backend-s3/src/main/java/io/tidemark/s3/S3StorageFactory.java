package io.tidemark.s3;

import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.SnapshotStorageFactory;
import io.tidemark.spi.StorageContext;
import java.net.URI;
import java.util.Set;

/**
 * Opens {@code s3://bucket/prefix}. Opening makes and changes nothing: it asks for one object's
 * name, so that a wrong bucket, wrong keys or a server that cannot be reached show here.
 */
public final class S3StorageFactory implements SnapshotStorageFactory {

  /** Made by the service loader. */
  public S3StorageFactory() {}

  @Override
  public Set<String> schemes() {
    return Set.of(S3Root.SCHEME);
  }

  @Override
  public SnapshotStorage open(URI root, StorageContext context) {
    return new S3Opening(S3Root.parse(root), context).open();
  }
}
