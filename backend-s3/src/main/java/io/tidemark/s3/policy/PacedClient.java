package io.tidemark.s3.policy;

import io.tidemark.s3.object.FetchedRange;
import io.tidemark.s3.object.ObjectBody;
import io.tidemark.s3.object.ObjectClient;
import io.tidemark.s3.object.ObjectPage;
import io.tidemark.s3.object.Payload;
import io.tidemark.s3.object.SentPart;
import io.tidemark.s3.object.Undeleted;
import io.tidemark.s3.object.UploadPage;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Keeps what is sent and fetched below a bandwidth. Whole requests wait; none is slowed down. */
final class PacedClient implements ObjectClient {

  private final ObjectClient client;
  private final Optional<Bandwidth> upload;
  private final Optional<Bandwidth> download;

  PacedClient(ObjectClient client, Optional<Bandwidth> upload, Optional<Bandwidth> download) {
    this.client = client;
    this.upload = upload;
    this.download = download;
  }

  @Override
  public long put(String key, Payload payload, boolean ifAbsent) {
    upload.ifPresent(bandwidth -> bandwidth.take(payload.length()));
    return client.put(key, payload, ifAbsent);
  }

  @Override
  public String beginUpload(String key) {
    return client.beginUpload(key);
  }

  @Override
  public String uploadPart(String key, String uploadId, int number, Payload payload) {
    upload.ifPresent(bandwidth -> bandwidth.take(payload.length()));
    return client.uploadPart(key, uploadId, number, payload);
  }

  @Override
  public long completeUpload(String key, String uploadId, List<SentPart> parts) {
    return client.completeUpload(key, uploadId, parts);
  }

  @Override
  public void abortUpload(String key, String uploadId) {
    client.abortUpload(key, uploadId);
  }

  @Override
  public UploadPage uploads(String prefix, UploadPage.@Nullable Upload after) {
    return client.uploads(prefix, after);
  }

  @Override
  public long uploadedBytes(String key, String uploadId) {
    return client.uploadedBytes(key, uploadId);
  }

  @Override
  public ObjectBody open(String key, long offset, long length) {
    download.ifPresent(Bandwidth::take);
    ObjectBody body = client.open(key, offset, length);
    download.ifPresent(bandwidth -> bandwidth.charge(body.length()));
    return body;
  }

  @Override
  public FetchedRange fetch(String key, long offset, int length, IntFunction<byte[]> buffers) {
    download.ifPresent(Bandwidth::take);
    FetchedRange range = client.fetch(key, offset, length, buffers);
    download.ifPresent(bandwidth -> bandwidth.charge(range.count()));
    return range;
  }

  @Override
  public long length(String key) {
    return client.length(key);
  }

  @Override
  public ObjectPage list(String prefix, @Nullable String after, int most) {
    return client.list(prefix, after, most);
  }

  @Override
  public List<Undeleted> delete(List<String> keys) {
    return client.delete(keys);
  }

  @Override
  public void close() {
    client.close();
  }
}
