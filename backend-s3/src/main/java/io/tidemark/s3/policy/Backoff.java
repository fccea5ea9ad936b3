package io.tidemark.s3.policy;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: a random part of a time that doubles from attempt to
 * attempt, so that many who failed at once do not come back at once. Any thread may call.
 */
final class Backoff {

  private final long baseNanos;
  private final long mostNanos;
  private final RandomGenerator random;

  Backoff(Duration base, Duration most, RandomGenerator random) {
    this.baseNanos = base.toNanos();
    this.mostNanos = most.toNanos();
    this.random = random;
  }

  /**
   * Nanoseconds to wait.
   *
   * @param failures how many attempts have failed, at least 1
   */
  synchronized long nanos(int failures) {
    int doublings = Math.min(failures - 1, Long.numberOfLeadingZeros(baseNanos) - 1);
    return random.nextLong(Math.min(mostNanos, baseNanos << doublings) + 1);
  }
}
