package io.tidemark.s3;

import io.tidemark.spi.SnapshotStorageFactory;
import io.tidemark.testkit.storage.SnapshotStorageKit;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The contract of storages, by one of the clients. */
abstract class S3StorageKit extends SnapshotStorageKit {

  private static final AtomicInteger ROOTS = new AtomicInteger();

  /** What the configuration says of the client. */
  abstract String client();

  URI endpoint() {
    return S3Server.endpoint();
  }

  @Override
  protected SnapshotStorageFactory factory() {
    return new S3StorageFactory();
  }

  @Override
  protected URI freshRoot() {
    return URI.create(
        "s3://" + S3Server.BUCKET + "/kit-" + client() + "/" + ROOTS.incrementAndGet());
  }

  @Override
  protected Map<String, String> configuration() {
    Map<String, String> configuration = S3Server.configuration();
    configuration.put("s3.endpoint", endpoint().toString());
    configuration.put("s3.client", client());
    configuration.put("s3.part-size", "5 mb");
    return configuration;
  }

  /** More than a page of a list, and than one deletion takes. */
  @Override
  protected int manyBlobs() {
    return 1_200;
  }

  /** Objects that are no blobs, and unfinished uploads. */
  @Override
  protected Collection<String> residue(URI root) {
    try (RawBucket bucket = RawBucket.open(endpoint())) {
      String prefix = root.getPath().substring(1) + "/";
      List<String> residue = new ArrayList<>(bucket.uploads(prefix));
      bucket.keys(prefix).stream().filter(key -> key.contains("/.")).forEach(residue::add);
      return residue;
    }
  }

  @Override
  protected void discard(URI root) {
    try (RawBucket bucket = RawBucket.open(endpoint())) {
      bucket.clear(root.getPath().substring(1) + "/");
    }
  }
}
