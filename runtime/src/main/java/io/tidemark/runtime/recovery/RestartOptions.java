package io.tidemark.runtime.recovery;

import io.tidemark.config.ConfigOption;
import io.tidemark.config.Configuration;
import io.tidemark.config.Constraint;
import io.tidemark.config.OptionsProvider;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;

/** The options of restarting a failed job. */
public final class RestartOptions implements OptionsProvider {

  /** The strategies by their names. */
  public enum Type {
    NONE,
    FIXED_DELAY,
    EXPONENTIAL_DELAY,
    FAILURE_RATE
  }

  public static final ConfigOption<Type> TYPE =
      ConfigOption.key("restart-strategy.type")
          .enumType(Type.class)
          .defaultValue(Type.EXPONENTIAL_DELAY)
          .alternativeKeys("restart-strategy")
          .describedAs("Whether and when a job starts again after a failure.");

  static final ConfigOption<Integer> FIXED_ATTEMPTS =
      ConfigOption.key("restart-strategy.fixed-delay.attempts")
          .intType()
          .constrainedTo(Constraint.atLeast(0))
          .defaultValue(3)
          .describedAs("How many times a job starts again in all.");

  static final ConfigOption<Duration> FIXED_DELAY =
      delay(
          "restart-strategy.fixed-delay.delay",
          Duration.ofSeconds(1),
          "How long to wait before a job starts again.");

  static final ConfigOption<Duration> INITIAL =
      delay(
          "restart-strategy.exponential-delay.initial-backoff",
          Duration.ofSeconds(1),
          "The first delay.");

  static final ConfigOption<Duration> MAX =
      delay(
          "restart-strategy.exponential-delay.max-backoff",
          Duration.ofMinutes(1),
          "The longest delay.");

  static final ConfigOption<Double> MULTIPLIER =
      ConfigOption.key("restart-strategy.exponential-delay.backoff-multiplier")
          .doubleType()
          .constrainedTo(Constraint.between(1.0, 100.0))
          .defaultValue(1.5)
          .describedAs("By how much the delay grows with each failure.");

  static final ConfigOption<Double> JITTER =
      ConfigOption.key("restart-strategy.exponential-delay.jitter-factor")
          .doubleType()
          .constrainedTo(Constraint.between(0.0, 1.0))
          .defaultValue(0.1)
          .describedAs("By up to which share a delay is made longer or shorter at random.");

  static final ConfigOption<Duration> RESET =
      delay(
          "restart-strategy.exponential-delay.reset-backoff-threshold",
          Duration.ofHours(1),
          "After how long without a failure the delay begins with the first again.");

  static final ConfigOption<Integer> ATTEMPTS =
      ConfigOption.key("restart-strategy.exponential-delay.attempts-before-reset-backoff")
          .intType()
          .constrainedTo(Constraint.atLeast(0))
          .defaultValue(0)
          .describedAs(
              "How many times a job starts again before the delay is reset. Zero is no limit.");

  static final ConfigOption<Integer> RATE =
      ConfigOption.key("restart-strategy.failure-rate.max-failures-per-interval")
          .intType()
          .constrainedTo(Constraint.atLeast(1))
          .defaultValue(1)
          .describedAs("How many failures within the interval are tolerable.");

  static final ConfigOption<Duration> RATE_INTERVAL =
      delay(
          "restart-strategy.failure-rate.failure-rate-interval",
          Duration.ofMinutes(1),
          "The interval in which failures are counted.");

  static final ConfigOption<Duration> RATE_DELAY =
      delay(
          "restart-strategy.failure-rate.delay",
          Duration.ofSeconds(1),
          "How long to wait before a job starts again.");

  private static ConfigOption<Duration> delay(String key, Duration byDefault, String meaning) {
    return ConfigOption.key(key).durationType().defaultValue(byDefault).describedAs(meaning);
  }

  /** The strategy that {@code configuration} asks for. */
  public static RestartStrategy strategy(Configuration configuration, RandomGenerator random) {
    return switch (configuration.get(TYPE)) {
      case NONE -> new NoRestart();
      case FIXED_DELAY ->
          new FixedDelayRestart(configuration.get(FIXED_ATTEMPTS), configuration.get(FIXED_DELAY));
      case EXPONENTIAL_DELAY ->
          new ExponentialDelayRestart(
              new ExponentialDelayRestart.Settings(
                  configuration.get(INITIAL),
                  configuration.get(MAX),
                  configuration.get(MULTIPLIER),
                  configuration.get(JITTER),
                  configuration.get(RESET),
                  configuration.get(ATTEMPTS)),
              random);
      case FAILURE_RATE ->
          new FailureRateRestart(
              configuration.get(RATE),
              configuration.get(RATE_INTERVAL),
              configuration.get(RATE_DELAY));
    };
  }

  @Override
  public Collection<ConfigOption<?>> options() {
    return List.of(
        TYPE,
        FIXED_ATTEMPTS,
        FIXED_DELAY,
        INITIAL,
        MAX,
        MULTIPLIER,
        JITTER,
        RESET,
        ATTEMPTS,
        RATE,
        RATE_INTERVAL,
        RATE_DELAY);
  }
}
