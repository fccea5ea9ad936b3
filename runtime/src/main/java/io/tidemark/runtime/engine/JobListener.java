package io.tidemark.runtime.engine;

import java.util.OptionalLong;

/** Is told how a job fares. Called on the run's thread; returns at once. */
public interface JobListener {

  default void statusChanged(JobStatus status) {}

  /** An attempt begins, restored from a snapshot or from nothing. */
  default void restored(int attempt, OptionalLong snapshotId) {}

  /** An attempt has failed. */
  default void attemptFailed(int attempt, Throwable cause) {}

  default void checkpointEnded(CheckpointRecord checkpoint) {}
}
