package io.tidemark.s3.policy;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Keeps bytes a second below a limit by making each request wait until those before it would have
 * been sent at that speed. Any thread may call.
 */
final class Bandwidth {

  private static final double NANOS_PER_SECOND = 1e9;

  private final double nanosPerByte;
  private final LongSupplier nanoClock;
  private final LongConsumer pause;
  private long freeFrom;

  /**
   * Makes a limit.
   *
   * @param pause waits for so many nanoseconds, or throws
   */
  Bandwidth(long bytesPerSecond, LongSupplier nanoClock, LongConsumer pause) {
    this.nanosPerByte = NANOS_PER_SECOND / bytesPerSecond;
    this.nanoClock = nanoClock;
    this.pause = pause;
    this.freeFrom = nanoClock.getAsLong();
  }

  /** Waits for the turn of so many bytes, which are sent then. */
  void take(long bytes) {
    waitFor(reserve(bytes));
  }

  /** Waits for the turn of bytes whose number is not known yet. */
  void take() {
    waitFor(reserve(0));
  }

  /** So many bytes were fetched: who comes next waits for them. */
  void charge(long bytes) {
    reserve(bytes);
  }

  private void waitFor(long nanos) {
    if (nanos > 0) {
      pause.accept(nanos);
    }
  }

  private synchronized long reserve(long bytes) {
    long now = nanoClock.getAsLong();
    // Time in which nothing was sent is not saved up.
    long begin = freeFrom - now > 0 ? freeFrom : now;
    freeFrom = begin + (long) (bytes * nanosPerByte);
    return begin - now;
  }
}
