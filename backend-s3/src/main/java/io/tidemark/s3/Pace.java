package io.tidemark.s3;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether one connection brings bytes so fast that a reader needs no others beside it. Then a blob
 * is best read as one answer, straight into the reader's memory: more requests would only cost
 * processor time. Amazon S3 gives a connection some 90 MB/s, and there only many make use of a fast
 * network. Any thread may call.
 */
final class Pace {

  /** Above what Amazon S3 gives a connection, and below what fills a network of 1 Gbit/s. */
  private static final double FAST_BYTES_PER_NANO = 0.1;

  /** A busy processor makes one connection or the other seem slow, but not all of them. */
  private static final int SLOW_IN_A_ROW = 8;

  /** How long readers keep to what they found, before they try again. */
  private static final long REMEMBERED_NANOS = Duration.ofSeconds(20).toNanos();

  private final LongSupplier nanoClock;
  private int slowInARow;
  private long slowSince;

  /** Makes one that takes connections for fast until it is told otherwise. */
  Pace(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Nanoseconds by which waits are measured. */
  long now() {
    return nanoClock.getAsLong();
  }

  /** Whether it is worth trying with one connection. */
  synchronized boolean isFast() {
    if (slowInARow >= SLOW_IN_A_ROW && now() - slowSince >= REMEMBERED_NANOS) {
      slowInARow = 0;
    }
    return slowInARow < SLOW_IN_A_ROW;
  }

  /** One connection brought so many bytes while its reader waited for them so long. */
  synchronized void tell(long bytes, long waitedNanos) {
    if (bytes >= FAST_BYTES_PER_NANO * waitedNanos) {
      slowInARow = 0;
      return;
    }
    slowInARow++;
    slowSince = now();
  }
}
