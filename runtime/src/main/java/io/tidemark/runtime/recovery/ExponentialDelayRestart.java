package io.tidemark.runtime.recovery;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Starts again after a delay that grows with every failure up to a limit, spread by a jitter so
 * that many jobs do not come back at once. A job that ran without a failure for long enough begins
 * with the first delay again.
 */
final class ExponentialDelayRestart implements RestartStrategy {

  private final Settings settings;
  private final RandomGenerator random;
  private double nextMillis;
  private long lastStart = Long.MIN_VALUE;
  private int used;

  /**
   * How the delay grows.
   *
   * @param jitter up to which share of the delay it is made longer or shorter
   * @param resetAfter how long without a failure begins anew
   * @param attempts how many restarts in a row; 0 for no limit
   */
  record Settings(
      Duration initial,
      Duration max,
      double multiplier,
      double jitter,
      Duration resetAfter,
      int attempts) {}

  ExponentialDelayRestart(Settings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
    this.nextMillis = (double) settings.initial().toMillis();
  }

  @Override
  public Optional<Duration> afterFailure(long now) {
    if (lastStart != Long.MIN_VALUE && now - lastStart >= settings.resetAfter().toMillis()) {
      nextMillis = (double) settings.initial().toMillis();
      used = 0;
    }
    if (settings.attempts() > 0 && used == settings.attempts()) {
      return Optional.empty();
    }
    used++;
    double spread = 1 + settings.jitter() * (2 * random.nextDouble() - 1);
    long delay = Math.max(0, Math.min(settings.max().toMillis(), Math.round(nextMillis * spread)));
    nextMillis = Math.min((double) settings.max().toMillis(), nextMillis * settings.multiplier());
    lastStart = now + delay;
    return Optional.of(Duration.ofMillis(delay));
  }

  @Override
  public String limit() {
    return "restart-strategy.exponential-delay.attempts-before-reset-backoff is "
        + settings.attempts();
  }
}
