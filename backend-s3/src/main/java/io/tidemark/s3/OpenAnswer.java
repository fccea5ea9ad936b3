package io.tidemark.s3;

import io.tidemark.s3.object.ObjectBody;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A range that is read as it comes, and the judge of how fast that is. Holds a permit and a
 * connection until {@link #close}. Belongs to its reader's thread.
 */
final class OpenAnswer {

  /** How long is waited for a part before it is said how fast it comes. */
  private static final long JUDGED_NANOS = Duration.ofMillis(250).toNanos();

  private final Connection connection;
  private final ObjectBody body;
  private long left;
  private long sinceJudged;
  private long waitedNanos;
  private boolean closed;

  private OpenAnswer(Connection connection, ObjectBody body) {
    this.connection = connection;
    this.body = body;
    this.left = body.length();
  }

  /**
   * Asks for a range, or returns null if it is better read in parts, or as many answers are open as
   * may be.
   */
  static @Nullable OpenAnswer begin(Connection connection, String key, long offset, long length) {
    if (!connection.pace().isFast() || !connection.fetching().tryAcquire()) {
      return null;
    }
    try {
      return new OpenAnswer(connection, connection.client().open(key, offset, length));
    } catch (Throwable e) {
      connection.fetching().release();
      throw e;
    }
  }

  /** How long the whole object is. */
  long total() {
    return body.total();
  }

  /** Reads at least one byte; not called once {@link #isOver}. */
  int read(byte[] target, int offset, int count) {
    long begun = connection.pace().now();
    int read = body.read(target, offset, count);
    waitedNanos += connection.pace().now() - begun;
    sinceJudged += read;
    left -= read;
    if (sinceJudged >= connection.buffers().partBytes() || waitedNanos >= JUDGED_NANOS) {
      connection.pace().tell(sinceJudged, waitedNanos);
      sinceJudged = 0;
      waitedNanos = 0;
    }
    return read;
  }

  /** Whether all was read, or the rest is better read in parts. */
  boolean isOver() {
    return left == 0 || !connection.pace().isFast();
  }

  /** Idempotent. */
  void close() {
    if (!closed) {
      closed = true;
      body.close();
      connection.fetching().release();
    }
  }
}
