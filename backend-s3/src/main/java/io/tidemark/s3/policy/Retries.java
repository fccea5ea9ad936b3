package io.tidemark.s3.policy;

import io.tidemark.s3.object.ObjectException;
import io.tidemark.spi.MetricGroup;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again what may succeed later: {@link ObjectException#isRetryable} says what, {@link
 * Backoff} when, {@link RetryBudget} whether at all. Any thread may call.
 */
final class Retries {

  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

  private final int maxAttempts;
  private final Backoff backoff;
  private final RetryBudget budget;
  private final LongConsumer pause;
  private final MetricGroup.Counter retries;

  /**
   * Makes a way to try.
   *
   * @param pause waits for so many nanoseconds, or throws
   */
  Retries(
      int maxAttempts,
      Backoff backoff,
      RetryBudget budget,
      LongConsumer pause,
      MetricGroup.Counter retries) {
    this.maxAttempts = maxAttempts;
    this.backoff = backoff;
    this.budget = budget;
    this.pause = pause;
    this.retries = retries;
  }

  /**
   * Runs attempts until one succeeds.
   *
   * @param what is tried, for the log
   * @param attempt is given the number of attempts that failed before it; those may have had their
   *     effect all the same
   * @throws ObjectException the last attempt's, with the earlier ones suppressed in it
   */
  <T> T run(String what, IntFunction<T> attempt) {
    ObjectException before = null;
    for (int failures = 0; ; failures++) {
      try {
        T result = attempt.apply(failures);
        budget.earn();
        return result;
      } catch (ObjectException e) {
        if (before != null) {
          e.addSuppressed(before);
        }
        if (!e.isRetryable() || failures + 1 >= maxAttempts || !budget.take()) {
          throw e;
        }
        before = e;
        retries.increment();
        LOG.debug("Trying again to {} after attempt {}: {}", what, failures + 1, e.getMessage());
        waitAfter(e, failures + 1);
      }
    }
  }

  private void waitAfter(ObjectException failure, int failures) {
    try {
      pause.accept(backoff.nanos(failures));
    } catch (ObjectException e) {
      e.addSuppressed(failure);
      throw e;
    }
  }
}
