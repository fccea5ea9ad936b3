package io.tidemark.benchmarks.s3;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/**
 * The main class of a process that serves S3 from its memory on the loopback address. It says its
 * address on one line, and ends with its standard input.
 */
public final class S3Server {

  static final String BUCKET = "measured";
  static final String ACCESS_KEY = "MEASURED";
  static final String SECRET_KEY = "measured-on-loopback";

  private S3Server() {}

  /** Serves. */
  public static void main(String[] args) throws Exception {
    BlobStore store = new TransientNio2BlobStore();
    store.createContainer(BUCKET);
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
            .build();
    proxy.start();
    System.out.println("http://127.0.0.1:" + proxy.getPort());
    System.out.flush();
    while (System.in.read() >= 0) {
      // Whoever started the process holds its input open for as long as it needs it.
    }
    System.exit(0);
  }
}
