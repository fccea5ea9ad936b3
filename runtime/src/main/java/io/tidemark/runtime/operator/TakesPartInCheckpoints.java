package io.tidemark.runtime.operator;

/** A power of operators that do something of their own at a checkpoint, beyond having state. */
public interface TakesPartInCheckpoints {

  /** The picture of the operator's state is taken next. */
  void beforeCapture(long checkpointId);

  /**
   * The checkpoint, and with it every earlier one, is published, and a recovery goes back to no
   * older one. So it is not called for a savepoint after which the job goes on. Called on the
   * subtask's thread.
   */
  void checkpointCompleted(long checkpointId);
}
