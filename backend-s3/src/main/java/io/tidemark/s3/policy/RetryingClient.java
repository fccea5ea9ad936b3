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
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tries requests again, and finds out what became of an attempt whose answer was lost: what it did
 * looks like somebody else's work to the next attempt.
 */
final class RetryingClient implements ObjectClient {

  private final ObjectClient client;
  private final Retries retries;

  RetryingClient(ObjectClient client, Retries retries) {
    this.client = client;
    this.retries = retries;
  }

  @Override
  public long put(String key, Payload payload, boolean ifAbsent) {
    return retries.run(
        "put " + key,
        failures -> {
          try {
            return client.put(key, payload, ifAbsent);
          } catch (ObjectException e) {
            if (ifAbsent && isDone(key, payload, e, failures)) {
              return 0L;
            }
            throw e;
          }
        });
  }

  @Override
  public String beginUpload(String key) {
    return retries.run("begin " + key, failures -> client.beginUpload(key));
  }

  @Override
  public String uploadPart(String key, String uploadId, int number, Payload payload) {
    return retries.run(
        "send part " + number + " of " + key,
        failures -> client.uploadPart(key, uploadId, number, payload));
  }

  @Override
  public long completeUpload(String key, String uploadId, List<SentPart> parts) {
    return retries.run(
        "complete " + key,
        failures -> {
          try {
            return client.completeUpload(key, uploadId, parts);
          } catch (ObjectException e) {
            // The upload is gone because it was completed, or because it was collected.
            if (failures > 0 && e.isNotFound() && isThere(key, parts)) {
              return 0L;
            }
            throw e;
          }
        });
  }

  @Override
  public void abortUpload(String key, String uploadId) {
    retries.run(
        "drop the upload of " + key,
        failures -> {
          try {
            client.abortUpload(key, uploadId);
          } catch (ObjectException e) {
            if (!e.isNotFound()) {
              throw e;
            }
          }
          return true;
        });
  }

  @Override
  public UploadPage uploads(String prefix, UploadPage.@Nullable Upload after) {
    return retries.run("list uploads", failures -> client.uploads(prefix, after));
  }

  @Override
  public long uploadedBytes(String key, String uploadId) {
    return retries.run("list parts of " + key, failures -> client.uploadedBytes(key, uploadId));
  }

  @Override
  public ObjectBody open(String key, long offset, long length) {
    ObjectBody first = retries.run("read " + key, failures -> client.open(key, offset, length));
    return new ResumedBody(client, retries, key, offset, first);
  }

  @Override
  public FetchedRange fetch(String key, long offset, int length, IntFunction<byte[]> buffers) {
    return retries.run("fetch " + key, failures -> client.fetch(key, offset, length, buffers));
  }

  @Override
  public long length(String key) {
    return retries.run("look at " + key, failures -> client.length(key));
  }

  @Override
  public ObjectPage list(String prefix, @Nullable String after, int most) {
    return retries.run("list objects", failures -> client.list(prefix, after, most));
  }

  @Override
  public List<Undeleted> delete(List<String> keys) {
    List<Undeleted> refused = new ArrayList<>();
    List<String> left = new ArrayList<>(keys);
    retries.run(
        "delete " + keys.size() + " objects",
        failures -> {
          List<Undeleted> undeleted = client.delete(List.copyOf(left));
          left.clear();
          for (Undeleted each : undeleted) {
            if (each.isWorthRetrying()) {
              left.add(each.key());
            } else {
              refused.add(each);
            }
          }
          if (!left.isEmpty()) {
            Undeleted first =
                undeleted.stream().filter(Undeleted::isWorthRetrying).findFirst().orElseThrow();
            throw ObjectException.answered(
                200, first.code(), left.size() + " were not deleted: " + first.message(), null);
          }
          return true;
        });
    return refused;
  }

  @Override
  public void close() {
    client.close();
  }

  /**
   * Whether the object is there because of this request, though an attempt failed. A server that
   * refuses may close the connection before it was read to the end, and the refusal is then lost
   * however often the request is sent.
   *
   * @throws ObjectException 412 if the key is taken by another object
   */
  private boolean isDone(String key, Payload payload, ObjectException failed, int failures) {
    boolean lost = failed.isRetryable() && failed.status() == ObjectException.NO_STATUS;
    if (!lost && !(failed.isTaken() && failures > 0)) {
      return false;
    }
    FetchedRange found;
    try {
      found =
          lost
              ? client.fetch(key, 0, payload.length() + 1, byte[]::new)
              : fetch(key, 0, payload.length() + 1, byte[]::new);
    } catch (ObjectException e) {
      if (e.isOutOfRange()) {
        return isDone(payload, new FetchedRange(new byte[0], 0, 0), failed);
      }
      if (!e.isNotFound()) {
        failed.addSuppressed(e);
      }
      return false;
    }
    return isDone(payload, found, failed);
  }

  private static boolean isDone(Payload payload, FetchedRange found, ObjectException failed) {
    if (payload.isEqualTo(found.bytes(), found.count())) {
      return true;
    }
    throw failed.isTaken()
        ? failed
        : ObjectException.answered(412, "PreconditionFailed", "the key is taken", failed);
  }

  private boolean isThere(String key, List<SentPart> parts) {
    try {
      return length(key) == parts.stream().mapToLong(SentPart::length).sum();
    } catch (ObjectException e) {
      if (e.isNotFound()) {
        return false;
      }
      throw e;
    }
  }
}
