package io.tidemark.runtime.operator;

/** A power of operator factories whose operators commit something outside of the job. */
public interface CommitsOutside {

  /** Whether {@link #takeBackAfter} can undo what was committed. */
  boolean canTakeBack();

  /**
   * Takes back what was committed for checkpoints after {@code checkpointId}; does nothing if it
   * cannot. Called once an attempt, before its subtasks start.
   */
  void takeBackAfter(long checkpointId);
}
