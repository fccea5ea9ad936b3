package io.tidemark.runtime.checkpoint;

import io.tidemark.runtime.channel.CheckpointBarrier;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskSnapshot;
import java.util.Map;

/**
 * What the coordinator has done for it. No method waits: storage is used elsewhere, and answers
 * with an event of the coordinator. No method calls the coordinator back before it returned.
 */
public interface CheckpointActions {

  /** Opens a pending snapshot, and gives its id, larger than all before. */
  long begin(CheckpointRequest request);

  /** Sends the barrier to the subtasks without inputs. */
  void trigger(CheckpointBarrier barrier);

  /**
   * Publishes the snapshot. Answered by {@link CheckpointCoordinator#published} or {@link
   * CheckpointCoordinator#publishFailed}.
   */
  void publish(long id, Map<SubtaskId, TaskSnapshot> parts);

  /** Drops a pending snapshot and tells every subtask. */
  void abort(long id, Throwable cause);

  /** Tells every subtask that the snapshot is published, and retains as many as the job wants. */
  void complete(long id, CheckpointRequest request);

  /** Too many checkpoints failed: the job fails over. */
  void failJob(Throwable cause);

  /**
   * Forgets a pending snapshot and deletes nothing of it, for another coordinator runs the job and
   * may have taken it over. {@link #stopFenced} follows.
   */
  void abandon(long id, Throwable cause);

  /** Another coordinator runs the job: this one stops at once, and deletes nothing. */
  void stopFenced(Throwable cause);
}
