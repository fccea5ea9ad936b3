package io.tidemark.s3.object;

import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the storage asks of an S3 client: requests on the objects of one bucket. Each call is one
 * request, and fails with an {@link ObjectException} that tells what the server said. Any thread
 * may call.
 */
public interface ObjectClient extends AutoCloseable {

  /**
   * Makes an object in one request.
   *
   * @param ifAbsent whether to fail with 412 if there is one of that key
   * @return when, by the server's clock, in milliseconds since the epoch; 0 if it does not say
   */
  long put(String key, Payload payload, boolean ifAbsent);

  /** Begins an object that is sent in parts, and returns the upload's id. */
  String beginUpload(String key);

  /**
   * Sends a part.
   *
   * @param number from 1 on
   * @return the server's tag for the part, to be given on completion
   */
  String uploadPart(String key, String uploadId, int number, Payload payload);

  /**
   * Makes the object of its parts.
   *
   * @param parts all of them, in order
   * @return when, by the server's clock, in milliseconds since the epoch; 0 if it does not say
   */
  long completeUpload(String key, String uploadId, List<SentPart> parts);

  /** Drops an upload and its parts; one that is not there is dropped already. */
  void abortUpload(String key, String uploadId);

  /** Uploads under a prefix that are neither complete nor dropped, from {@code after} on. */
  UploadPage uploads(String prefix, UploadPage.@Nullable Upload after);

  /** How many bytes of an upload are there. */
  long uploadedBytes(String key, String uploadId);

  /**
   * Begins to read at most {@code length} bytes from {@code offset}; fewer only at the object's
   * end.
   *
   * @param length at least 1; {@link Long#MAX_VALUE} for all
   * @return the bytes, which the caller closes
   */
  ObjectBody open(String key, long offset, long length);

  /**
   * Reads at most {@code length} bytes from {@code offset}; fewer only at the object's end.
   *
   * @param length at least 1
   * @param buffers gives an array of at least so many bytes
   */
  default FetchedRange fetch(String key, long offset, int length, IntFunction<byte[]> buffers) {
    try (ObjectBody body = open(key, offset, length)) {
      int count = (int) body.length();
      byte[] bytes = buffers.apply(count);
      for (int at = 0; at < count; ) {
        at += body.read(bytes, at, count - at);
      }
      return new FetchedRange(bytes, count, body.total());
    }
  }

  /**
   * How long an object is. Not called while snapshots are written, or read as they were written.
   */
  long length(String key);

  /**
   * Objects under a prefix, in the order of their keys' bytes.
   *
   * @param after the key after which the page begins, or null to begin with the first
   * @param most how many at most, up to 1,000
   */
  ObjectPage list(String prefix, @Nullable String after, int most);

  /**
   * Deletes objects, at most 1,000; those that are not there are deleted already.
   *
   * @return those that the server did not delete
   */
  List<Undeleted> delete(List<String> keys);

  /** Releases connections. Idempotent. */
  @Override
  void close();
}
