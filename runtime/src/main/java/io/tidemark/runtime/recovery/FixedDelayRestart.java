package io.tidemark.runtime.recovery;

import java.time.Duration;
import java.util.Optional;

/** Starts again after the same delay each time, so many times in all. */
final class FixedDelayRestart implements RestartStrategy {

  private final int attempts;
  private final Duration delay;
  private int used;

  FixedDelayRestart(int attempts, Duration delay) {
    this.attempts = attempts;
    this.delay = delay;
  }

  @Override
  public Optional<Duration> afterFailure(long now) {
    if (used == attempts) {
      return Optional.empty();
    }
    used++;
    return Optional.of(delay);
  }

  @Override
  public String limit() {
    return "restart-strategy.fixed-delay.attempts is " + attempts;
  }
}
