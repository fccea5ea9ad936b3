package io.tidemark.benchmarks.s3.nio2blob;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import org.gaul.s3proxy.nio2blob.AbstractNio2BlobStore;

/** Keeps objects in memory, as the store of S3Proxy does, which is full at 4 GB. */
public final class RoomyStore extends AbstractNio2BlobStore {

  /** Makes an empty one. */
  public RoomyStore(long maxBytes) {
    super(
        Jimfs.newFileSystem(
                Configuration.unix().toBuilder()
                    .setAttributeViews("posix", "user")
                    .setWorkingDirectory("/")
                    .setMaxSize(maxBytes)
                    .build())
            .getPath("/"));
  }
}
