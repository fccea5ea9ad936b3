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

  /** So many more slow parts than fast ones: a busy processor makes single ones look slow. */
  private static final int MORE_SLOW_ONES = 8;

  private static final long LEAST_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long MOST_NANOS = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoClock;
  private int moreSlowOnes;
  private long slowSince;

  /** How long readers keep to what they found; doubles each time they find the same again. */
  private long rememberedNanos = LEAST_NANOS / 2;

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
    if (moreSlowOnes == MORE_SLOW_ONES && now() - slowSince >= rememberedNanos) {
      moreSlowOnes = 0;
    }
    return moreSlowOnes < MORE_SLOW_ONES;
  }

  /** One connection brought so many bytes while its reader waited for them so long. */
  synchronized void tell(long bytes, long waitedNanos) {
    if (moreSlowOnes == MORE_SLOW_ONES) {
      return;
    }
    if (bytes < FAST_BYTES_PER_NANO * waitedNanos) {
      moreSlowOnes++;
      if (moreSlowOnes == MORE_SLOW_ONES) {
        slowSince = now();
        rememberedNanos = Math.min(MOST_NANOS, 2 * rememberedNanos);
      }
    } else if (moreSlowOnes > 0) {
      moreSlowOnes--;
    } else {
      rememberedNanos = LEAST_NANOS / 2;
    }
  }
}
