package io.tidemark.s3.aws;

import static io.tidemark.s3.aws.Sdk2Errors.answered;
import static io.tidemark.s3.object.Answers.requirePresent;

import io.tidemark.s3.object.Answer;
import io.tidemark.s3.object.Answers;
import io.tidemark.s3.object.ObjectBody;
import io.tidemark.s3.object.ObjectClient;
import io.tidemark.s3.object.ObjectPage;
import io.tidemark.s3.object.Payload;
import io.tidemark.s3.object.SentPart;
import io.tidemark.s3.object.Undeleted;
import io.tidemark.s3.object.UploadPage;
import io.tidemark.s3.settings.ClientSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** Requests by the AWS SDK for Java 2. */
final class Sdk2Client implements ObjectClient {

  private final Sdk2Connection connection;
  private final S3Client s3;
  private final String bucket;
  private final ClientSettings settings;
  private final Answers answers;

  Sdk2Client(Sdk2Connection connection, String bucket, ClientSettings settings, Answers answers) {
    this.connection = connection;
    this.s3 = connection.s3();
    this.bucket = bucket;
    this.settings = settings;
    this.answers = answers;
  }

  @Override
  public long put(String key, Payload payload, boolean ifAbsent) {
    PutObjectRequest.Builder request = PutObjectRequest.builder().bucket(bucket).key(key);
    switch (payload.checksum()) {
      case MD5 -> request.contentMD5(payload.checksumValue());
      case CRC32C -> request.checksumCRC32C(payload.checksumValue());
      case SIGNED_SHA256 -> {}
    }
    if (ifAbsent) {
      request.ifNoneMatch("*");
    }
    encryption().ifPresent(request::serverSideEncryption);
    settings.kmsKey().ifPresent(request::ssekmsKeyId);
    storageClass().ifPresent(request::storageClass);
    return answered(
        () -> {
          var answer = s3.putObject(request.build(), body(payload));
          payload.requireTag(answer.eTag());
          return dateOf(answer);
        });
  }

  @Override
  public String beginUpload(String key) {
    CreateMultipartUploadRequest.Builder request =
        CreateMultipartUploadRequest.builder().bucket(bucket).key(key);
    if (settings.checksum() == Payload.Checksum.CRC32C) {
      request.checksumAlgorithm(ChecksumAlgorithm.CRC32_C);
    }
    encryption().ifPresent(request::serverSideEncryption);
    settings.kmsKey().ifPresent(request::ssekmsKeyId);
    storageClass().ifPresent(request::storageClass);
    return answered(
        () -> requirePresent(s3.createMultipartUpload(request.build()).uploadId(), "upload id"));
  }

  @Override
  public String uploadPart(String key, String uploadId, int number, Payload payload) {
    UploadPartRequest.Builder request =
        UploadPartRequest.builder().bucket(bucket).key(key).uploadId(uploadId).partNumber(number);
    switch (payload.checksum()) {
      case MD5 -> request.contentMD5(payload.checksumValue());
      case CRC32C -> request.checksumCRC32C(payload.checksumValue());
      case SIGNED_SHA256 -> {}
    }
    return answered(() -> payload.requireTag(s3.uploadPart(request.build(), body(payload)).eTag()));
  }

  @Override
  public long completeUpload(String key, String uploadId, List<SentPart> parts) {
    boolean withChecksums = settings.checksum() == Payload.Checksum.CRC32C;
    List<CompletedPart> named =
        parts.stream()
            .map(
                part ->
                    CompletedPart.builder()
                        .partNumber(part.number())
                        .eTag(part.tag())
                        .checksumCRC32C(withChecksums ? part.checksum() : null)
                        .build())
            .toList();
    return answered(
        () -> {
          var answer =
              s3.completeMultipartUpload(
                  request ->
                      request
                          .bucket(bucket)
                          .key(key)
                          .uploadId(uploadId)
                          .multipartUpload(upload -> upload.parts(named)));
          requirePresent(answer.eTag(), "entity tag");
          return dateOf(answer);
        });
  }

  @Override
  public void abortUpload(String key, String uploadId) {
    answered(
        () ->
            s3.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(uploadId)));
  }

  @Override
  public UploadPage uploads(String prefix, UploadPage.@Nullable Upload after) {
    return answered(
        () -> {
          ListMultipartUploadsResponse answer =
              s3.listMultipartUploads(
                  request -> {
                    request.bucket(bucket).prefix(prefix.isEmpty() ? null : prefix);
                    if (after != null) {
                      request.keyMarker(after.key()).uploadIdMarker(after.id());
                    }
                  });
          requirePresent(answer.bucket(), "list of uploads");
          return new UploadPage(
              answer.uploads().stream()
                  .map(it -> new UploadPage.Upload(it.key(), it.uploadId(), millis(it.initiated())))
                  .toList(),
              Boolean.TRUE.equals(answer.isTruncated()));
        });
  }

  @Override
  public long uploadedBytes(String key, String uploadId) {
    return answered(
        () -> {
          long bytes = 0;
          for (int last = 0; ; ) {
            int marker = last;
            ListPartsResponse answer =
                s3.listParts(
                    request ->
                        request
                            .bucket(bucket)
                            .key(key)
                            .uploadId(uploadId)
                            .partNumberMarker(marker == 0 ? null : marker));
            requirePresent(answer.uploadId(), "list of parts");
            bytes += answer.parts().stream().mapToLong(Part::size).sum();
            Integer next = answer.nextPartNumberMarker();
            if (!Boolean.TRUE.equals(answer.isTruncated()) || next == null || next <= last) {
              return bytes;
            }
            last = next;
          }
        });
  }

  @Override
  public ObjectBody open(String key, long offset, long length) {
    return answered(
        () -> {
          ResponseInputStream<GetObjectResponse> body =
              s3.getObject(
                  request ->
                      request
                          .bucket(bucket)
                          .key(key)
                          .range(
                              "bytes="
                                  + offset
                                  + "-"
                                  + (length == Long.MAX_VALUE ? "" : offset + length - 1)));
          return answers.body(
              new Answer(body, body::abort, Sdk2Errors::meaning),
              body.response().contentRange(),
              offset,
              length);
        });
  }

  @Override
  public long length(String key) {
    return answered(
        () -> s3.headObject(request -> request.bucket(bucket).key(key)).contentLength());
  }

  @Override
  public ObjectPage list(String prefix, @Nullable String after, int most) {
    return answered(
        () -> {
          ListObjectsV2Response answer =
              s3.listObjectsV2(
                  request ->
                      request
                          .bucket(bucket)
                          .prefix(prefix.isEmpty() ? null : prefix)
                          .startAfter(after)
                          .maxKeys(most));
          requirePresent(answer.name(), "list of objects");
          return new ObjectPage(
              answer.contents().stream()
                  .map(it -> new ObjectPage.Item(it.key(), it.size(), millis(it.lastModified())))
                  .toList(),
              Boolean.TRUE.equals(answer.isTruncated()));
        });
  }

  @Override
  public List<Undeleted> delete(List<String> keys) {
    List<ObjectIdentifier> objects =
        keys.stream().map(key -> ObjectIdentifier.builder().key(key).build()).toList();
    return answered(
        () -> {
          DeleteObjectsResponse answer =
              s3.deleteObjects(
                  request -> request.bucket(bucket).delete(delete -> delete.objects(objects)));
          return Answers.undeleted(
              keys,
              answer.deleted().stream().map(DeletedObject::key),
              answer.errors().stream().map(it -> Undeleted.of(it.key(), it.code(), it.message())));
        });
  }

  @Override
  public void close() {
    connection.close();
  }

  private static RequestBody body(Payload payload) {
    return RequestBody.fromContentProvider(
        payload::open, payload.length(), "application/octet-stream");
  }

  private Optional<ServerSideEncryption> encryption() {
    return switch (settings.encryption()) {
      case NONE -> Optional.empty();
      case AES256 -> Optional.of(ServerSideEncryption.AES256);
      case AWS_KMS -> Optional.of(ServerSideEncryption.AWS_KMS);
    };
  }

  private Optional<StorageClass> storageClass() {
    return settings.storageClass().map(it -> StorageClass.fromValue(it.name()));
  }

  private static long dateOf(SdkResponse answer) {
    return answer.sdkHttpResponse().firstMatchingHeader("Date").map(ServerDate::parse).orElse(0L);
  }

  private static long millis(@Nullable Instant instant) {
    return instant == null ? 0 : instant.toEpochMilli();
  }
}
