package io.tidemark.s3;

import io.tidemark.s3.object.FetchedRange;
import io.tidemark.s3.object.ObjectException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A range that is fetched on another thread while its reader is at an earlier one. Holds a permit
 * and a buffer until {@link #release}.
 */
final class FetchAhead implements Runnable {

  private final Connection connection;
  private final String key;
  private final long offset;
  private final int length;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicBoolean released = new AtomicBoolean();
  private final CompletableFuture<FetchedRange> range = new CompletableFuture<>();

  private FetchAhead(Connection connection, String key, long offset, int length) {
    this.connection = connection;
    this.key = key;
    this.offset = offset;
    this.length = length;
  }

  /** Begins to fetch, or returns null if as many as may be are under way: nobody waits here. */
  static @Nullable FetchAhead begin(Connection connection, String key, long offset, int length) {
    if (!connection.fetching().tryAcquire()) {
      return null;
    }
    FetchAhead ahead = new FetchAhead(connection, key, offset, length);
    try {
      connection.threads().execute(ahead);
      return ahead;
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // Also where the system has no thread to give: its reader fetches the range when it is there.
      connection.fetching().release();
      return null;
    }
  }

  @Override
  public void run() {
    if (begun.compareAndSet(false, true)) {
      try {
        range.complete(connection.client().fetch(key, offset, length, connection.buffers()::take));
      } catch (Throwable e) {
        range.completeExceptionally(e);
      }
    }
  }

  /** The range, fetched on this thread if no other has begun to. */
  FetchedRange await() {
    run();
    try {
      return range.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ObjectException failed) {
        throw failed;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw ObjectException.givenUp("it was not fetched", e.getCause());
    }
  }

  /** Nobody reads the range any more. Idempotent. */
  void release() {
    if (!released.compareAndSet(false, true)) {
      return;
    }
    if (begun.compareAndSet(false, true)) {
      range.cancel(false);
    }
    CompletableFuture<FetchedRange> unused =
        range.whenComplete((fetched, failure) -> free(fetched));
  }

  private void free(@Nullable FetchedRange fetched) {
    if (fetched != null) {
      connection.buffers().give(fetched.bytes());
    }
    connection.fetching().release();
  }
}
