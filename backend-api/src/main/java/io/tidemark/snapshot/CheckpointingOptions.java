package io.tidemark.snapshot;

import io.tidemark.config.ConfigOption;
import io.tidemark.config.Constraint;
import io.tidemark.config.MemorySize;
import io.tidemark.config.OptionsProvider;
import java.net.URI;
import java.util.Collection;
import java.util.List;

/** The options of taking and keeping snapshots that every engine and backend shares. */
public final class CheckpointingOptions implements OptionsProvider {

  private static final Constraint<URI> ROOT =
      Constraint.of(
          "a URI with a scheme, such as file:///var/lib/tidemark, hdfs://namenode/tidemark or"
              + " s3://bucket/tidemark",
          URI::isAbsolute);

  /** The root of the snapshot storage for checkpoints. */
  public static final ConfigOption<URI> DIRECTORY =
      ConfigOption.key("execution.checkpointing.dir")
          .uriType()
          .constrainedTo(ROOT)
          .alternativeKeys("state.checkpoints.dir")
          .describedAs("The root under which checkpoints are written, one folder a job.");

  /** The root of the snapshot storage for savepoints whose request names none. */
  public static final ConfigOption<URI> SAVEPOINT_DIRECTORY =
      ConfigOption.key("execution.checkpointing.savepoint-dir")
          .uriType()
          .constrainedTo(ROOT)
          .alternativeKeys("state.savepoints.dir")
          .describedAs(
              "The root under which savepoints are written when their request names none.");

  /** How many checkpoints of a job stand in for each other. */
  public static final ConfigOption<Integer> RETAINED =
      ConfigOption.key("execution.checkpointing.num-retained")
          .intType()
          .constrainedTo(Constraint.atLeast(1))
          .defaultValue(3)
          .alternativeKeys("state.checkpoints.num-retained")
          .describedAs(
              "How many completed checkpoints are kept; an older one stands in for a damaged newer"
                  + " one.");

  /** Whether a checkpoint writes what changed, or everything. */
  public static final ConfigOption<Boolean> INCREMENTAL =
      ConfigOption.key("execution.checkpointing.incremental")
          .booleanType()
          .defaultValue(true)
          .alternativeKeys("state.backend.incremental")
          .describedAs(
              "Whether a checkpoint writes only what changed since the one before, where the state"
                  + " backend can.");

  /** Whether blocks of snapshots are compressed. */
  public static final ConfigOption<Boolean> COMPRESSION =
      ConfigOption.key("execution.checkpointing.snapshot-compression")
          .booleanType()
          .defaultValue(true)
          .describedAs("Whether snapshots are compressed, with LZ4.");

  /** Up to which size a blob travels inside the manifest. */
  public static final ConfigOption<MemorySize> INLINE_THRESHOLD =
      ConfigOption.key("execution.checkpointing.data-inline-threshold")
          .memorySizeType()
          .constrainedTo(Constraint.atMost(MemorySize.ofMb(1)))
          .defaultValue(MemorySize.ofKb(20))
          .alternativeKeys("state.storage.fs.memory-threshold", "state.backend.fs.memory-threshold")
          .describedAs(
              "State of at most this size is kept inside a snapshot's manifest instead of a blob of"
                  + " its own.");

  /** Whether the files of the newest checkpoint stay on this machine when a task fails. */
  public static final ConfigOption<Boolean> LOCAL_BACKUP =
      ConfigOption.key("execution.checkpointing.local-backup.enabled")
          .booleanType()
          .defaultValue(true)
          .alternativeKeys("state.backend.local-recovery")
          .describedAs(
              "Whether, where the state backend can, the files of the newest checkpoint stay on"
                  + " this machine after a task failed, so that its recovery reads from the"
                  + " snapshot storage only what is not here, or damaged.");

  @Override
  public Collection<ConfigOption<?>> options() {
    return List.of(
        DIRECTORY,
        SAVEPOINT_DIRECTORY,
        RETAINED,
        INCREMENTAL,
        COMPRESSION,
        INLINE_THRESHOLD,
        LOCAL_BACKUP);
  }
}
