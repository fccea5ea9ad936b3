package io.tidemark.runtime.checkpoint;

import io.tidemark.config.ConfigOption;
import io.tidemark.config.Configuration;
import io.tidemark.config.Constraint;
import io.tidemark.config.MemorySize;
import io.tidemark.config.OptionsProvider;
import io.tidemark.snapshot.repository.RepositorySettings;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The options of when checkpoints are taken and given up. */
public final class CheckpointOptions implements OptionsProvider {

  public static final ConfigOption<Duration> INTERVAL =
      ConfigOption.key("execution.checkpointing.interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .describedAs("How long from one periodic checkpoint to the next. Zero is none.");

  public static final ConfigOption<Duration> TIMEOUT =
      ConfigOption.key("execution.checkpointing.timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(10))
          .describedAs("After how long a checkpoint is given up.");

  static final ConfigOption<Duration> MIN_PAUSE =
      ConfigOption.key("execution.checkpointing.min-pause")
          .durationType()
          .defaultValue(Duration.ZERO)
          .describedAs(
              "How long at least from the end of a checkpoint, however it ended, to the next one.");

  public static final ConfigOption<Integer> MAX_CONCURRENT =
      ConfigOption.key("execution.checkpointing.max-concurrent-checkpoints")
          .intType()
          .constrainedTo(Constraint.between(1, 100))
          .defaultValue(1)
          .describedAs("How many checkpoints may be under way at once. Unaligned ones need 1.");

  static final ConfigOption<Integer> TOLERABLE_FAILURES =
      ConfigOption.key("execution.checkpointing.tolerable-failed-checkpoints")
          .intType()
          .constrainedTo(Constraint.atLeast(0))
          .defaultValue(3)
          .describedAs("How many checkpoints in a row may fail before the job fails over.");

  static final ConfigOption<MemorySize> BYTES_CHANGED =
      ConfigOption.key("execution.checkpointing.trigger.bytes-changed")
          .memorySizeType()
          .describedAs(
              "How much changed state is a reason for a checkpoint of its own, looked at once a second.");

  /** What {@code configuration} says. */
  public static CheckpointSettings settings(Configuration configuration) {
    return new CheckpointSettings(
        Optional.of(configuration.get(INTERVAL)).filter(interval -> !interval.isZero()),
        configuration.get(TIMEOUT),
        configuration.get(MIN_PAUSE),
        configuration.get(MAX_CONCURRENT),
        configuration.get(TOLERABLE_FAILURES),
        configuration
            .find(BYTES_CHANGED)
            .map(size -> OptionalLong.of(size.bytes()))
            .orElse(OptionalLong.empty()));
  }

  /**
   * How long a blob that no manifest names is safe from collection: long enough for every
   * checkpoint that may name it to be published or given up.
   */
  public static Duration shelfLife(Configuration configuration) {
    Duration twice = configuration.get(TIMEOUT).multipliedBy(2);
    return twice.compareTo(RepositorySettings.DEFAULT_SHELF_LIFE) > 0
        ? twice
        : RepositorySettings.DEFAULT_SHELF_LIFE;
  }

  @Override
  public Collection<ConfigOption<?>> options() {
    return List.of(INTERVAL, TIMEOUT, MIN_PAUSE, MAX_CONCURRENT, TOLERABLE_FAILURES, BYTES_CHANGED);
  }
}
