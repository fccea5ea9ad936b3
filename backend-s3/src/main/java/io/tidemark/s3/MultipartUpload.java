package io.tidemark.s3;

import io.tidemark.s3.object.ObjectException;
import io.tidemark.s3.object.Payload;
import io.tidemark.s3.object.SentPart;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A blob on its way in parts, several at a time. Belongs to its writer's thread; parts are sent on
 * others. Ends with {@link #complete} or {@link #drop}, exactly one of which is called last.
 */
final class MultipartUpload {

  /** What servers take. */
  static final int MAX_PARTS = 10_000;

  private final Connection connection;
  private final String key;
  private final String id;
  private final List<CompletableFuture<SentPart>> parts = new ArrayList<>();
  private volatile boolean unwanted;
  private volatile @Nullable CompletableFuture<SentPart> failed;

  private MultipartUpload(Connection connection, String key, String id) {
    this.connection = connection;
    this.key = key;
    this.id = id;
  }

  static MultipartUpload begin(Connection connection, String key) {
    connection.hold();
    try {
      return new MultipartUpload(connection, key, connection.client().beginUpload(key));
    } catch (RuntimeException e) {
      connection.release();
      throw e;
    }
  }

  /**
   * Sends a part, waiting only while as many as may be are being sent.
   *
   * @param bytes nobody else's from now on
   * @throws ObjectException if this or an earlier part failed
   */
  void add(byte[] bytes, int length) {
    if (parts.size() == MAX_PARTS) {
      throw ObjectException.givenUp(
          "it has more than " + MAX_PARTS + " parts: raise s3.part-size", null);
    }
    CompletableFuture<SentPart> earlier = failed;
    if (earlier != null) {
      await(earlier);
    }
    acquire();
    CompletableFuture<SentPart> part = new CompletableFuture<>();
    int number = parts.size() + 1;
    parts.add(part);
    try {
      connection.threads().execute(() -> send(number, bytes, length, part));
    } catch (RejectedExecutionException e) {
      connection.sending().release();
      part.completeExceptionally(e);
      throw ObjectException.givenUp("the storage is closed", e);
    } catch (OutOfMemoryError e) {
      // The system has no thread to give.
      send(number, bytes, length, part);
    }
  }

  /**
   * Makes the blob, once all parts are there.
   *
   * @return when, by the server's clock; 0 if it does not say
   */
  long complete() {
    List<SentPart> sent = parts.stream().map(MultipartUpload::await).toList();
    long when = connection.client().completeUpload(key, id, sent);
    connection.release();
    return when;
  }

  /** Drops what was sent. Parts under way are waited for: the server would keep them. */
  void drop() {
    unwanted = true;
    try {
      for (CompletableFuture<SentPart> part : parts) {
        part.handle((sent, failure) -> true).join();
      }
      connection.client().abortUpload(key, id);
    } finally {
      connection.release();
    }
  }

  private void send(int number, byte[] bytes, int length, CompletableFuture<SentPart> part) {
    try {
      if (unwanted || connection.isClosed()) {
        throw new CancellationException("nobody wants the part any more");
      }
      Payload payload = connection.payload(bytes, length);
      String tag = connection.client().uploadPart(key, id, number, payload);
      connection.buffers().give(bytes);
      connection.sending().release();
      part.complete(new SentPart(number, tag, length, payload.checksumValue()));
    } catch (Throwable e) {
      connection.sending().release();
      part.completeExceptionally(e);
      failed = part;
    }
  }

  private void acquire() {
    try {
      connection.sending().acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ObjectException.givenUp("the thread was interrupted", e);
    }
  }

  private static SentPart await(CompletableFuture<SentPart> part) {
    try {
      return part.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ObjectException.givenUp("the thread was interrupted", e);
    } catch (ExecutionException | CompletionException e) {
      if (e.getCause() instanceof ObjectException failed) {
        throw failed;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw ObjectException.givenUp("a part was not sent", e.getCause());
    } catch (CancellationException e) {
      throw ObjectException.givenUp("the storage is closed", e);
    }
  }
}
