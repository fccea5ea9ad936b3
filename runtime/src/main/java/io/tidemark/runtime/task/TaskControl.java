package io.tidemark.runtime.task;

import io.tidemark.runtime.channel.CheckpointBarrier;

/**
 * What the coordinator and the engine may ask of a running subtask. Every method may be called from
 * any thread, returns at once, and does nothing on a subtask that has ended.
 */
public interface TaskControl {

  SubtaskId id();

  /**
   * Lets the subtask process records. Called when every subtask is restored, so that what is wrong
   * with any of them is found before the first record.
   */
  void start();

  /**
   * Asks a subtask without inputs to begin a checkpoint between two records. Others learn of it
   * from their channels.
   */
  void triggerCheckpoint(CheckpointBarrier barrier);

  /**
   * Tells that a checkpoint is published: sinks commit what they prepared for it and for those
   * before it. They do not for a savepoint after which the job goes on, since a recovery goes back
   * to the checkpoint before it: what was prepared for it is committed with the next checkpoint.
   */
  void checkpointCompleted(long id, CheckpointBarrier.Kind kind);

  /** Asks how much state has changed; answered with {@link TaskEvents#changed}. */
  void reportChanges();

  /** Tells that a checkpoint will never be published. */
  void checkpointAborted(long id);

  /**
   * Grows as long as the subtask's thread goes round; one that waits goes round when it is
   * {@linkplain #nudge nudged}.
   */
  long heartbeats();

  /** Makes the subtask's thread go round once, if it only waits for input or for room. */
  void nudge();

  /** What the subtask has done so far; it may be read after the subtask has ended, too. */
  SubtaskActivity activity();

  /**
   * Asks the subtask to end without finishing its work. It answers with {@link
   * TaskEvents#cancelled}.
   */
  void cancel();
}
