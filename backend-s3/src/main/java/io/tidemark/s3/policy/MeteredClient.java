package io.tidemark.s3.policy;

import io.tidemark.s3.object.FetchedRange;
import io.tidemark.s3.object.ObjectBody;
import io.tidemark.s3.object.ObjectClient;
import io.tidemark.s3.object.ObjectException;
import io.tidemark.s3.object.ObjectPage;
import io.tidemark.s3.object.Payload;
import io.tidemark.s3.object.SentPart;
import io.tidemark.s3.object.Undeleted;
import io.tidemark.s3.object.UploadPage;
import io.tidemark.spi.MetricGroup;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests by kind, those that failed or were throttled, and bytes, each attempt for itself.
 *
 * <p>The metrics are {@code s3.requests}, {@code s3.failures} and {@code s3.throttled} in a group
 * {@code operation}, and {@code s3.bytes.sent} and {@code s3.bytes.received}.
 */
final class MeteredClient implements ObjectClient {

  /** Kinds of requests, by S3's names for them. */
  enum Operation {
    PUT_OBJECT,
    CREATE_MULTIPART_UPLOAD,
    UPLOAD_PART,
    COMPLETE_MULTIPART_UPLOAD,
    ABORT_MULTIPART_UPLOAD,
    LIST_MULTIPART_UPLOADS,
    LIST_PARTS,
    GET_OBJECT,
    HEAD_OBJECT,
    LIST_OBJECTS,
    DELETE_OBJECTS;

    String metricName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private record Counters(
      MetricGroup.Counter requests, MetricGroup.Counter failures, MetricGroup.Counter throttled) {}

  private final ObjectClient client;
  private final Map<Operation, Counters> counters = new EnumMap<>(Operation.class);
  private final MetricGroup.Counter sent;
  private final MetricGroup.Counter received;

  MeteredClient(ObjectClient client, MetricGroup metrics) {
    this.client = client;
    this.sent = metrics.counter("s3.bytes.sent");
    this.received = metrics.counter("s3.bytes.received");
    for (Operation operation : Operation.values()) {
      MetricGroup group = metrics.group("operation", operation.metricName());
      counters.put(
          operation,
          new Counters(
              group.counter("s3.requests"),
              group.counter("s3.failures"),
              group.counter("s3.throttled")));
    }
  }

  @Override
  public long put(String key, Payload payload, boolean ifAbsent) {
    return counted(
        Operation.PUT_OBJECT,
        () -> {
          sent.add(payload.length());
          return client.put(key, payload, ifAbsent);
        });
  }

  @Override
  public String beginUpload(String key) {
    return counted(Operation.CREATE_MULTIPART_UPLOAD, () -> client.beginUpload(key));
  }

  @Override
  public String uploadPart(String key, String uploadId, int number, Payload payload) {
    return counted(
        Operation.UPLOAD_PART,
        () -> {
          sent.add(payload.length());
          return client.uploadPart(key, uploadId, number, payload);
        });
  }

  @Override
  public long completeUpload(String key, String uploadId, List<SentPart> parts) {
    return counted(
        Operation.COMPLETE_MULTIPART_UPLOAD, () -> client.completeUpload(key, uploadId, parts));
  }

  @Override
  public void abortUpload(String key, String uploadId) {
    counted(
        Operation.ABORT_MULTIPART_UPLOAD,
        () -> {
          client.abortUpload(key, uploadId);
          return true;
        });
  }

  @Override
  public UploadPage uploads(String prefix, UploadPage.@Nullable Upload after) {
    return counted(Operation.LIST_MULTIPART_UPLOADS, () -> client.uploads(prefix, after));
  }

  @Override
  public long uploadedBytes(String key, String uploadId) {
    return counted(Operation.LIST_PARTS, () -> client.uploadedBytes(key, uploadId));
  }

  @Override
  public ObjectBody open(String key, long offset, long length) {
    return new MeteredBody(
        counted(Operation.GET_OBJECT, () -> client.open(key, offset, length)),
        received,
        Objects.requireNonNull(counters.get(Operation.GET_OBJECT)).failures());
  }

  @Override
  public FetchedRange fetch(String key, long offset, int length, IntFunction<byte[]> buffers) {
    FetchedRange range =
        counted(Operation.GET_OBJECT, () -> client.fetch(key, offset, length, buffers));
    received.add(range.count());
    return range;
  }

  @Override
  public long length(String key) {
    return counted(Operation.HEAD_OBJECT, () -> client.length(key));
  }

  @Override
  public ObjectPage list(String prefix, @Nullable String after, int most) {
    return counted(Operation.LIST_OBJECTS, () -> client.list(prefix, after, most));
  }

  @Override
  public List<Undeleted> delete(List<String> keys) {
    return counted(Operation.DELETE_OBJECTS, () -> client.delete(keys));
  }

  @Override
  public void close() {
    client.close();
  }

  private <T> T counted(Operation operation, Supplier<T> request) {
    Counters of = Objects.requireNonNull(counters.get(operation));
    of.requests().increment();
    try {
      return request.get();
    } catch (ObjectException e) {
      of.failures().increment();
      if (e.isThrottled()) {
        of.throttled().increment();
      }
      throw e;
    }
  }
}
