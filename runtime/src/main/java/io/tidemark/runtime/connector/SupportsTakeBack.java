package io.tidemark.runtime.connector;

/**
 * A power of sinks that can undo what was committed after a checkpoint, so that a job may go back
 * to it.
 */
public interface SupportsTakeBack {

  /**
   * Takes back everything that this job committed or prepared for checkpoints after {@code
   * checkpointId}, and cleans up what a crash left unprepared; with 0, everything of the job.
   * Called once before the job's subtasks start. Idempotent.
   */
  void takeBackAfter(long checkpointId);
}
