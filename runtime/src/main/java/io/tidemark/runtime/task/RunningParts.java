package io.tidemark.runtime.task;

import io.tidemark.runtime.channel.BarrierHandler;

/** What an opened subtask works with. Belongs to the subtask's thread. */
record RunningParts(
    Chain chain, TaskInput input, BarrierHandler barriers, SubtaskCheckpoints checkpoints)
    implements AutoCloseable {

  @Override
  public void close() {
    checkpoints.close();
    chain.close();
  }
}
