package io.tidemark.runtime.task;

import io.tidemark.runtime.channel.BarrierHandler;

/** For a subtask that no barrier comes to, because it reads a source. */
final class NoBarriers implements BarrierHandler {

  @Override
  public void reached(int channel, CheckpointBarrier checkpoint) {
    throw new IllegalStateException(
        "Barrier " + checkpoint + " came through channel " + channel + " of a source");
  }

  @Override
  public void aborted(long id) {}
}
