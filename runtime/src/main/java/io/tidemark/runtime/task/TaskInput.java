package io.tidemark.runtime.task;

import io.tidemark.runtime.channel.CheckpointBarrier;

/**
 * Where a subtask's records come from: a source of its own, or the channels of a gate. Belongs to
 * the subtask's thread.
 */
interface TaskInput {

  /** Processes one batch, if there is one; false if there is nothing now. */
  boolean step();

  /**
   * Tells the chain how far event time has come; false if the outputs are full before all that is
   * due was done.
   */
  boolean advanceEventTime();

  /** Begins a checkpoint, where records are made; ignored where they come through channels. */
  void trigger(CheckpointBarrier barrier);
}
