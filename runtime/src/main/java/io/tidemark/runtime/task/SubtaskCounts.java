package io.tidemark.runtime.task;

/**
 * What a subtask has done since its attempt began.
 *
 * @param status where it stands
 * @param recordsIn records that came from other tasks, or that its source has read
 * @param recordsOut records that it sent to other tasks, once for each subtask they went to
 * @param backPressuredMillis how long it had to wait for room in its outputs
 * @param idleMillis how long it had nothing to do: no input, or none that a barrier let through
 * @param watermark how far event time has come behind its operators, in milliseconds since the
 *     epoch; {@link Long#MIN_VALUE} before it began, {@link Long#MAX_VALUE} once it has ended
 */
public record SubtaskCounts(
    Status status,
    long recordsIn,
    long recordsOut,
    long backPressuredMillis,
    long idleMillis,
    long watermark) {

  /** Where a subtask stands. */
  public enum Status {
    /** It is being restored. */
    RESTORING,
    RUNNING,
    ENDED
  }
}
