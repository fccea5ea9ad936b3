package io.tidemark.runtime.engine;

import io.tidemark.config.ConfigOption;
import io.tidemark.config.OptionsProvider;
import java.net.URI;
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

  public static final ConfigOption<Boolean> IGNORE_UNCLAIMED =
      ConfigOption.key("execution.state-recovery.ignore-unclaimed-state")
          .booleanType()
          .defaultValue(false)
          .describedAs(
              "Whether a job may start from a snapshot that has state of operators which the job no longer has.");

  /** Whose a snapshot is that a job was started from. */
  enum ClaimMode {
    /** The job's, which deletes it when it has a checkpoint of its own. */
    CLAIM,
    /** Still its owner's. */
    NO_CLAIM
  }

  static final ConfigOption<URI> PATH =
      ConfigOption.key("execution.state-recovery.path")
          .uriType()
          .alternativeKeys("execution.savepoint.path")
          .describedAs(
              "The URI of the snapshot from which a job starts that has no checkpoint of its own yet.");

  static final ConfigOption<ClaimMode> CLAIM_MODE =
      ConfigOption.key("execution.state-recovery.claim-mode")
          .enumType(ClaimMode.class)
          .defaultValue(ClaimMode.NO_CLAIM)
          .describedAs(
              "Whether a savepoint that a job is started from becomes the job's, which deletes it after its first checkpoint, or stays its owner's.");

  @Override
  public Collection<ConfigOption<?>> options() {
    return List.of(HEARTBEAT_TIMEOUT, CANCELLATION_TIMEOUT, IGNORE_UNCLAIMED, PATH, CLAIM_MODE);
  }
}
