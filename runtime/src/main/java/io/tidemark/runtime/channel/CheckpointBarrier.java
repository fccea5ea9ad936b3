package io.tidemark.runtime.channel;

/**
 * Separates the records that belong to a checkpoint from those that come after it.
 *
 * @param id the checkpoint's id
 * @param timestamp when it was triggered, in milliseconds since the epoch
 * @param kind what it is for
 */
public record CheckpointBarrier(long id, long timestamp, Kind kind) {

  /** What a barrier is for. */
  public enum Kind {
    /** A checkpoint, in the backend's best format, by the job's alignment. */
    CHECKPOINT,
    /** A savepoint: portable, self-contained, aligned. */
    SAVEPOINT,
    /** A savepoint after which the job stops: nothing is emitted behind it. */
    SAVEPOINT_AND_STOP,
    /**
     * Like {@link #SAVEPOINT_AND_STOP}, but event time ends first, so that every window and timer
     * fires.
     */
    SAVEPOINT_AND_DRAIN,
    /** The last checkpoint of a job whose input has ended: aligned; it commits everything. */
    FINAL;

    /** What people call a snapshot of this kind. */
    public String label() {
      return switch (this) {
        case CHECKPOINT -> "checkpoint";
        case SAVEPOINT -> "savepoint";
        case SAVEPOINT_AND_STOP -> "savepoint and stop";
        case SAVEPOINT_AND_DRAIN -> "savepoint and drain";
        case FINAL -> "final checkpoint";
      };
    }

    /** Whether the job stops once this savepoint is published. */
    public boolean isStop() {
      return this == SAVEPOINT_AND_STOP || this == SAVEPOINT_AND_DRAIN;
    }
  }

  /** Whether channels align whatever the job's configuration says. */
  public boolean isAlwaysAligned() {
    return kind != Kind.CHECKPOINT;
  }

  public boolean isSavepoint() {
    return kind == Kind.SAVEPOINT
        || kind == Kind.SAVEPOINT_AND_STOP
        || kind == Kind.SAVEPOINT_AND_DRAIN;
  }
}
