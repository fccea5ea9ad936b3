package io.tidemark.runtime.engine;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One attempt to run a job.
 *
 * @param number from 1
 * @param startedMillis when it began to restore
 * @param restoredId the snapshot that it was restored from; empty if it started from nothing
 * @param runningMillis when all of its subtasks were restored; empty if they never were
 * @param endedMillis when its last subtask ended; empty as long as it goes on
 * @param failure why it ended; empty if it goes on or ended well
 */
public record AttemptRecord(
    int number,
    long startedMillis,
    OptionalLong restoredId,
    OptionalLong runningMillis,
    OptionalLong endedMillis,
    Optional<String> failure) {

  static AttemptRecord begun(int number, long now, OptionalLong restoredId) {
    return new AttemptRecord(
        number, now, restoredId, OptionalLong.empty(), OptionalLong.empty(), Optional.empty());
  }

  AttemptRecord running(long now) {
    return new AttemptRecord(
        number, startedMillis, restoredId, OptionalLong.of(now), endedMillis, failure);
  }

  /** The first failure is what ended it; what comes after follows from that. */
  AttemptRecord failed(String why) {
    return failure.isPresent() || endedMillis.isPresent()
        ? this
        : new AttemptRecord(
            number, startedMillis, restoredId, runningMillis, endedMillis, Optional.of(why));
  }

  AttemptRecord ended(long now) {
    return endedMillis.isPresent()
        ? this
        : new AttemptRecord(
            number, startedMillis, restoredId, runningMillis, OptionalLong.of(now), failure);
  }
}
