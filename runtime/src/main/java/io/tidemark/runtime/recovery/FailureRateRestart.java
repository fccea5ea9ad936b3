package io.tidemark.runtime.recovery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/** Starts again as long as failures are rare enough. */
final class FailureRateRestart implements RestartStrategy {

  private final int maxFailures;
  private final Duration interval;
  private final Duration delay;
  private final ArrayDeque<Long> failures = new ArrayDeque<>();

  FailureRateRestart(int maxFailures, Duration interval, Duration delay) {
    this.maxFailures = maxFailures;
    this.interval = interval;
    this.delay = delay;
  }

  @Override
  public Optional<Duration> afterFailure(long now) {
    while (!failures.isEmpty() && failures.peek() <= now - interval.toMillis()) {
      failures.remove();
    }
    failures.add(now);
    return failures.size() > maxFailures ? Optional.empty() : Optional.of(delay);
  }

  @Override
  public String limit() {
    return "more than " + maxFailures + " failures came within " + interval.toMillis() + " ms";
  }
}
