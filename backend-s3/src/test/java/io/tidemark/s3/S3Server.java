package io.tidemark.s3;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** S3 servers in this process, with one bucket each in memory, for all tests of a JVM. */
final class S3Server {

  static final String BUCKET = "tidemark";
  static final String ACCESS_KEY = "AKIDTESTACCESSKEY";
  static final String SECRET_KEY = "test-secret-key-that-nobody-may-see";

  private final URI endpoint;

  private S3Server(AuthenticationType authentication) {
    try {
      BlobStore store = new TransientNio2BlobStore();
      store.createContainer(BUCKET);
      S3Proxy proxy =
          S3Proxy.builder()
              .blobStore(store)
              .endpoint(URI.create("http://127.0.0.1:0"))
              .awsAuthentication(authentication, ACCESS_KEY, SECRET_KEY)
              .ignoreUnknownHeaders(true)
              .build();
      proxy.start();
      endpoint = URI.create("http://127.0.0.1:" + proxy.getPort());
    } catch (Exception e) {
      throw new IllegalStateException("S3Proxy does not start", e);
    }
  }

  private static final class Strict {
    static final S3Server SHARED = new S3Server(AuthenticationType.AWS_V2_OR_V4);
  }

  private static final class Open {
    static final S3Server SHARED = new S3Server(AuthenticationType.NONE);
  }

  /** One that checks signatures. */
  static URI endpoint() {
    return Strict.SHARED.endpoint;
  }

  /** One that lets everybody do everything, so that requests can be changed on their way. */
  static URI openEndpoint() {
    return Open.SHARED.endpoint;
  }

  /** A configuration that works. */
  static Map<String, String> configuration() {
    Map<String, String> configuration = new LinkedHashMap<>();
    configuration.put("s3.endpoint", endpoint().toString());
    configuration.put("s3.path.style.access", "true");
    configuration.put("s3.access-key", ACCESS_KEY);
    configuration.put("s3.secret-key", SECRET_KEY);
    return configuration;
  }
}
