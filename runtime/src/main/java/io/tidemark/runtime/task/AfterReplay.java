package io.tidemark.runtime.task;

import io.tidemark.runtime.channel.BarrierHandler;
import io.tidemark.runtime.channel.CheckpointBarrier;
import io.tidemark.runtime.channel.RecordBatch;

/**
 * Lets no barrier overtake before the records in flight of the restored snapshot are processed:
 * they are in no channel, so a checkpoint that overtook them would lose them.
 */
final class AfterReplay implements BarrierHandler {

  private final BarrierHandler barriers;
  private final InFlightReplay replay;

  AfterReplay(BarrierHandler barriers, InFlightReplay replay) {
    this.barriers = barriers;
    this.replay = replay;
  }

  @Override
  public void reached(int channel, CheckpointBarrier checkpoint) {
    barriers.reached(channel, checkpoint);
  }

  @Override
  public void passing(int channel, RecordBatch batch) {
    barriers.passing(channel, batch);
  }

  @Override
  public void look(long now) {
    if (replay.isDone()) {
      barriers.look(now);
    }
  }

  @Override
  public long nextLook() {
    return replay.isDone() ? barriers.nextLook() : Long.MAX_VALUE;
  }

  @Override
  public void aborted(long id) {
    barriers.aborted(id);
  }
}
