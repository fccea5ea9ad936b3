package io.tidemark.s3;

import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Looks at the bucket of the tests past the storage. */
final class RawBucket implements AutoCloseable {

  private final S3Client s3;

  private RawBucket(S3Client s3) {
    this.s3 = s3;
  }

  static RawBucket open() {
    return open(S3Server.endpoint());
  }

  static RawBucket open(URI endpoint) {
    return new RawBucket(
        S3Client.builder()
            .endpointOverride(endpoint)
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
            .build());
  }

  void create() {
    s3.createBucket(request -> request.bucket(S3Server.BUCKET));
  }

  List<String> keys(String prefix) {
    return s3
        .listObjectsV2Paginator(request -> request.bucket(S3Server.BUCKET).prefix(prefix))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  List<String> uploads(String prefix) {
    return s3
        .listMultipartUploads(request -> request.bucket(S3Server.BUCKET).prefix(prefix))
        .uploads()
        .stream()
        .map(MultipartUpload::key)
        .filter(key -> key.startsWith(prefix))
        .toList();
  }

  byte[] bytes(String key) {
    return s3.getObjectAsBytes(request -> request.bucket(S3Server.BUCKET).key(key)).asByteArray();
  }

  void clear(String prefix) {
    for (String key : keys(prefix)) {
      s3.deleteObject(request -> request.bucket(S3Server.BUCKET).key(key));
    }
  }

  @Override
  public void close() {
    s3.close();
  }
}
