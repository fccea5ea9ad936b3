package io.tidemark.s3;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.testcontainers.containers.MinIOContainer;

/** The contract against MinIO, which says more of real servers than one within this process. */
@Tag("docker")
@EnabledIfSystemProperty(
    named = "docker",
    matches = ".*",
    disabledReason = "needs Docker: mvn -B verify -Ddocker")
class MinioStorageKitTest extends S3StorageKit {

  private static final MinIOContainer MINIO =
      new MinIOContainer("minio/minio:RELEASE.2025-04-22T22-12-26Z")
          .withUserName(S3Server.ACCESS_KEY)
          .withPassword(S3Server.SECRET_KEY);

  @BeforeAll
  static void start() {
    MINIO.start();
    try (RawBucket bucket = RawBucket.open(URI.create(MINIO.getS3URL()))) {
      bucket.create();
    }
  }

  @AfterAll
  static void stop() {
    MINIO.stop();
  }

  @Override
  String client() {
    return "sdk2";
  }

  @Override
  URI endpoint() {
    return URI.create(MINIO.getS3URL());
  }

  @Override
  protected Map<String, String> configuration() {
    Map<String, String> configuration = super.configuration();
    configuration.put("s3.request-checksums", "when-supported");
    return configuration;
  }
}
