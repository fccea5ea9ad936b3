package io.tidemark.benchmarks.s3;

import io.tidemark.benchmarks.driver.Serving;
import io.tidemark.benchmarks.peer.S3Access;
import io.tidemark.benchmarks.s3.nio2blob.RoomyStore;
import java.net.URI;
import java.util.concurrent.atomic.LongAdder;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;

/** The main class of a process that serves S3 from its memory on the loopback address. */
public final class S3Server {

  /** For 1 GiB of blobs, and the parts of those of all peers that load at once. */
  private static final long ROOM_BYTES = 8L << 30;

  private S3Server() {}

  /** Serves. */
  public static void main(String[] args) throws Exception {
    BlobStore store = new RoomyStore(ROOM_BYTES);
    store.createContainer(S3Access.BUCKET);
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(
                AuthenticationType.AWS_V2_OR_V4, S3Access.ACCESS_KEY, S3Access.SECRET_KEY)
            .build();
    LongAdder requests = new LongAdder();
    // Asked once for each request that comes.
    proxy.setBlobStoreLocator(
        (identity, container, blob) -> {
          requests.increment();
          return new AccessGrant(S3Access.SECRET_KEY, store);
        });
    proxy.start();
    Serving.untilInputEnds("http://127.0.0.1:" + proxy.getPort(), requests::sum);
  }
}
