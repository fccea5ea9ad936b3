package io.tidemark.runtime.task;

import io.tidemark.config.ConfigOption;
import io.tidemark.config.Constraint;
import io.tidemark.config.OptionsProvider;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The options of how tasks run and how barriers go through them. */
public final class ExecutionOptions implements OptionsProvider {

  /** What a checkpoint guarantees. */
  public enum CheckpointingMode {
    /** After a restore every record has its effect on state once. */
    EXACTLY_ONCE,
    /** After a restore records may have their effect again; no channel ever waits. */
    AT_LEAST_ONCE
  }

  public static final ConfigOption<Integer> PARALLELISM =
      ConfigOption.key("parallelism.default")
          .intType()
          .constrainedTo(Constraint.atLeast(1))
          .defaultValue(1)
          .describedAs("How many subtasks each operator of a job has.");

  public static final ConfigOption<Integer> MAX_PARALLELISM =
      ConfigOption.key("pipeline.max-parallelism")
          .intType()
          .constrainedTo(Constraint.between(1, 32768))
          .defaultValue(128)
          .describedAs(
              "How many key groups a job has: the most that its parallelism can be. Fixed once a job has state.");

  public static final ConfigOption<CheckpointingMode> MODE =
      ConfigOption.key("execution.checkpointing.mode")
          .enumType(CheckpointingMode.class)
          .defaultValue(CheckpointingMode.EXACTLY_ONCE)
          .describedAs("What a checkpoint guarantees.");

  public static final ConfigOption<Boolean> UNALIGNED =
      ConfigOption.key("execution.checkpointing.unaligned.enabled")
          .booleanType()
          .defaultValue(false)
          .alternativeKeys("execution.checkpointing.unaligned")
          .describedAs(
              "Whether barriers overtake records, which then become part of the checkpoint.");

  public static final ConfigOption<Duration> ALIGNED_TIMEOUT =
      ConfigOption.key("execution.checkpointing.aligned-checkpoint-timeout")
          .durationType()
          .defaultValue(Duration.ZERO)
          .describedAs(
              "With unaligned checkpoints: how long channels are aligned before barriers overtake. Zero is not at all.");

  public static final ConfigOption<Integer> CHANNEL_BATCHES =
      ConfigOption.key("pipeline.channel.batches")
          .intType()
          .constrainedTo(Constraint.between(1, 1024))
          .defaultValue(8)
          .describedAs(
              "How many batches a channel between two subtasks holds before its sender waits.");

  public static final ConfigOption<Integer> BATCH_RECORDS =
      ConfigOption.key("pipeline.channel.batch-records")
          .intType()
          .constrainedTo(Constraint.between(1, 65536))
          .defaultValue(256)
          .describedAs("How many records travel together at most.");

  public static final ConfigOption<Long> SOURCE_RATE =
      ConfigOption.key("pipeline.source.rate-limit")
          .longType()
          .constrainedTo(Constraint.atLeast(0L))
          .defaultValue(0L)
          .describedAs(
              "How many records a second each subtask of a source reads at most. Zero is no limit.");

  @Override
  public Collection<ConfigOption<?>> options() {
    return List.of(
        PARALLELISM,
        MAX_PARALLELISM,
        MODE,
        UNALIGNED,
        ALIGNED_TIMEOUT,
        CHANNEL_BATCHES,
        BATCH_RECORDS,
        SOURCE_RATE);
  }
}
