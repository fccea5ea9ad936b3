package io.tidemark.runtime.engine;

import io.tidemark.spi.SnapshotCorruptException;
import java.time.Duration;

/** What follows the failure of an attempt. */
sealed interface AfterFailure {

  /** No other attempt: the job ends like this. */
  record End(JobStatus status, Throwable cause) implements AfterFailure {}

  /** Another attempt after a while. */
  record Again(Duration delay) implements AfterFailure {}

  /**
   * Another attempt at once, from another snapshot. What the attempt was restored from is damaged:
   * that is no failure of the job, and none is tried twice.
   */
  record FromAnother(SnapshotCorruptException damage) implements AfterFailure {}
}
