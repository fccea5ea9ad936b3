package io.tidemark.runtime.engine;

import io.tidemark.config.ConfigOption;
import io.tidemark.config.OptionsProvider;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The options of watching over tasks and of restoring them. */
public final class EngineOptions implements OptionsProvider {

  static final ConfigOption<Duration> HEARTBEAT_TIMEOUT =
      ConfigOption.key("heartbeat.timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .describedAs(
              "After how long without a sign of life a subtask counts as stuck, and the job fails over.");

  static final ConfigOption<Duration> CANCELLATION_TIMEOUT =
      ConfigOption.key("task.cancellation.timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(30))
          .describedAs(
              "How long a subtask may take to end once it is asked to; after that the process ends.");

  static final ConfigOption<Boolean> IGNORE_UNCLAIMED =
      ConfigOption.key("execution.state-recovery.ignore-unclaimed-state")
          .booleanType()
          .defaultValue(false)
          .describedAs(
              "Whether a job may start from a snapshot that has state of operators which the job no longer has.");

  @Override
  public Collection<ConfigOption<?>> options() {
    return List.of(HEARTBEAT_TIMEOUT, CANCELLATION_TIMEOUT, IGNORE_UNCLAIMED);
  }
}
