package io.tidemark.s3.aws;

import static io.tidemark.s3.aws.Sdk1Errors.answered;
import static io.tidemark.s3.object.Answers.requirePresent;

import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.Headers;
import com.amazonaws.services.s3.model.AbortMultipartUploadRequest;
import com.amazonaws.services.s3.model.CompleteMultipartUploadRequest;
import com.amazonaws.services.s3.model.DeleteObjectsRequest;
import com.amazonaws.services.s3.model.DeleteObjectsResult.DeletedObject;
import com.amazonaws.services.s3.model.GetObjectRequest;
import com.amazonaws.services.s3.model.InitiateMultipartUploadRequest;
import com.amazonaws.services.s3.model.ListMultipartUploadsRequest;
import com.amazonaws.services.s3.model.ListObjectsV2Request;
import com.amazonaws.services.s3.model.ListObjectsV2Result;
import com.amazonaws.services.s3.model.ListPartsRequest;
import com.amazonaws.services.s3.model.MultiObjectDeleteException;
import com.amazonaws.services.s3.model.MultiObjectDeleteException.DeleteError;
import com.amazonaws.services.s3.model.MultipartUploadListing;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.model.PartETag;
import com.amazonaws.services.s3.model.PartListing;
import com.amazonaws.services.s3.model.PartSummary;
import com.amazonaws.services.s3.model.PutObjectRequest;
import com.amazonaws.services.s3.model.PutObjectResult;
import com.amazonaws.services.s3.model.S3Object;
import com.amazonaws.services.s3.model.S3ObjectInputStream;
import com.amazonaws.services.s3.model.SSEAlgorithm;
import com.amazonaws.services.s3.model.UploadPartRequest;
import io.tidemark.s3.object.Answer;
import io.tidemark.s3.object.Answers;
import io.tidemark.s3.object.ObjectBody;
import io.tidemark.s3.object.ObjectClient;
import io.tidemark.s3.object.ObjectException;
import io.tidemark.s3.object.ObjectPage;
import io.tidemark.s3.object.Payload;
import io.tidemark.s3.object.SentPart;
import io.tidemark.s3.object.Undeleted;
import io.tidemark.s3.object.UploadPage;
import io.tidemark.s3.settings.ClientSettings;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Requests by the AWS SDK for Java 1. */
final class Sdk1Client implements ObjectClient {

  private final AmazonS3 s3;
  private final String bucket;
  private final ClientSettings settings;
  private final Answers answers;
  private final Sdk1Dates dates = new Sdk1Dates();

  Sdk1Client(String bucket, ClientSettings settings, Answers answers) {
    this.s3 = Sdk1Connection.open(settings, dates);
    this.bucket = bucket;
    this.settings = settings;
    this.answers = answers;
  }

  @Override
  public long put(String key, Payload payload, boolean ifAbsent) {
    ObjectMetadata metadata = newMetadata();
    metadata.setContentLength(payload.length());
    metadata.setContentMD5(payload.checksumValue());
    PutObjectRequest request = new PutObjectRequest(bucket, key, payload.open(), metadata);
    request.getRequestClientOptions().setReadLimit(payload.length() + 1);
    if (ifAbsent) {
      request.putCustomRequestHeader("If-None-Match", "*");
    }
    storageClass().ifPresent(request::setStorageClass);
    return answered(
        () -> {
          PutObjectResult answer = s3.putObject(request);
          payload.requireTag(answer.getETag());
          return dates.take();
        });
  }

  @Override
  public String beginUpload(String key) {
    InitiateMultipartUploadRequest request =
        new InitiateMultipartUploadRequest(bucket, key, newMetadata());
    storageClass()
        .map(com.amazonaws.services.s3.model.StorageClass::fromValue)
        .ifPresent(request::setStorageClass);
    return answered(
        () -> requirePresent(s3.initiateMultipartUpload(request).getUploadId(), "upload id"));
  }

  @Override
  public String uploadPart(String key, String uploadId, int number, Payload payload) {
    UploadPartRequest request =
        new UploadPartRequest()
            .withBucketName(bucket)
            .withKey(key)
            .withUploadId(uploadId)
            .withPartNumber(number)
            .withPartSize(payload.length())
            .withMD5Digest(payload.checksumValue())
            .withInputStream(payload.open());
    request.getRequestClientOptions().setReadLimit(payload.length() + 1);
    return answered(() -> payload.requireTag(s3.uploadPart(request).getETag()));
  }

  @Override
  public long completeUpload(String key, String uploadId, List<SentPart> parts) {
    List<PartETag> tags =
        parts.stream().map(part -> new PartETag(part.number(), part.tag())).toList();
    CompleteMultipartUploadRequest request =
        new CompleteMultipartUploadRequest(bucket, key, uploadId, new ArrayList<>(tags));
    return answered(
        () -> {
          requirePresent(s3.completeMultipartUpload(request).getETag(), "entity tag");
          return dates.take();
        });
  }

  @Override
  public void abortUpload(String key, String uploadId) {
    answered(
        () -> {
          s3.abortMultipartUpload(new AbortMultipartUploadRequest(bucket, key, uploadId));
          return true;
        });
  }

  @Override
  public UploadPage uploads(String prefix, UploadPage.@Nullable Upload after) {
    ListMultipartUploadsRequest request = new ListMultipartUploadsRequest(bucket);
    if (!prefix.isEmpty()) {
      request.setPrefix(prefix);
    }
    if (after != null) {
      request.setKeyMarker(after.key());
      request.setUploadIdMarker(after.id());
    }
    return answered(
        () -> {
          MultipartUploadListing answer = s3.listMultipartUploads(request);
          requirePresent(answer.getBucketName(), "list of uploads");
          return new UploadPage(
              answer.getMultipartUploads().stream()
                  .map(
                      it ->
                          new UploadPage.Upload(
                              it.getKey(), it.getUploadId(), millis(it.getInitiated())))
                  .toList(),
              answer.isTruncated());
        });
  }

  @Override
  public long uploadedBytes(String key, String uploadId) {
    return answered(
        () -> {
          long bytes = 0;
          ListPartsRequest request = new ListPartsRequest(bucket, key, uploadId);
          for (int last = 0; ; ) {
            PartListing answer = s3.listParts(request);
            requirePresent(answer.getUploadId(), "list of parts");
            bytes += answer.getParts().stream().mapToLong(PartSummary::getSize).sum();
            Integer next = answer.getNextPartNumberMarker();
            if (!answer.isTruncated() || next == null || next <= last) {
              return bytes;
            }
            last = next;
            request.setPartNumberMarker(last);
          }
        });
  }

  @Override
  public ObjectBody open(String key, long offset, long length) {
    GetObjectRequest request = new GetObjectRequest(bucket, key);
    if (length == Long.MAX_VALUE) {
      request.setRange(offset);
    } else {
      request.setRange(offset, offset + length - 1);
    }
    return answered(
        () -> {
          S3Object object = s3.getObject(request);
          if (object == null) {
            throw ObjectException.nonsense("the answer is no object");
          }
          S3ObjectInputStream body = object.getObjectContent();
          return answers.body(
              new Answer(body, body::abort, Sdk1Errors::meaning),
              (String) object.getObjectMetadata().getRawMetadata().get("Content-Range"),
              offset,
              length);
        });
  }

  @Override
  public long length(String key) {
    return answered(() -> s3.getObjectMetadata(bucket, key).getContentLength());
  }

  @Override
  public ObjectPage list(String prefix, @Nullable String after, int most) {
    ListObjectsV2Request request =
        new ListObjectsV2Request().withBucketName(bucket).withMaxKeys(most);
    if (!prefix.isEmpty()) {
      request.setPrefix(prefix);
    }
    if (after != null) {
      request.setStartAfter(after);
    }
    return answered(
        () -> {
          ListObjectsV2Result answer = s3.listObjectsV2(request);
          requirePresent(answer.getBucketName(), "list of objects");
          return new ObjectPage(
              answer.getObjectSummaries().stream()
                  .map(
                      it ->
                          new ObjectPage.Item(
                              it.getKey(), it.getSize(), millis(it.getLastModified())))
                  .toList(),
              answer.isTruncated());
        });
  }

  @Override
  public List<Undeleted> delete(List<String> keys) {
    DeleteObjectsRequest request =
        new DeleteObjectsRequest(bucket).withKeys(keys.toArray(String[]::new));
    return answered(
        () -> {
          List<DeletedObject> deleted;
          List<DeleteError> errors;
          try {
            deleted = s3.deleteObjects(request).getDeletedObjects();
            errors = List.of();
          } catch (MultiObjectDeleteException e) {
            deleted = e.getDeletedObjects();
            errors = e.getErrors();
          }
          return Answers.undeleted(
              keys,
              deleted.stream().map(DeletedObject::getKey),
              errors.stream().map(it -> Undeleted.of(it.getKey(), it.getCode(), it.getMessage())));
        });
  }

  @Override
  public void close() {
    s3.shutdown();
  }

  private ObjectMetadata newMetadata() {
    ObjectMetadata metadata = new ObjectMetadata();
    metadata.setContentType("application/octet-stream");
    switch (settings.encryption()) {
      case NONE -> {}
      case AES256 -> metadata.setSSEAlgorithm(SSEAlgorithm.AES256.getAlgorithm());
      // The SDK's own parameters for it are refused without TLS, though a key's id is no secret.
      case AWS_KMS -> metadata.setSSEAlgorithm(SSEAlgorithm.KMS.getAlgorithm());
    }
    settings
        .kmsKey()
        .ifPresent(key -> metadata.setHeader(Headers.SERVER_SIDE_ENCRYPTION_AWS_KMS_KEYID, key));
    return metadata;
  }

  private Optional<String> storageClass() {
    return settings.storageClass().map(Enum::name);
  }

  private static long millis(@Nullable Date date) {
    return date == null ? 0 : date.toInstant().toEpochMilli();
  }
}
