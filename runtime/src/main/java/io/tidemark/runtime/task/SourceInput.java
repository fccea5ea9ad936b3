package io.tidemark.runtime.task;

import io.tidemark.runtime.channel.BarrierHandler;
import io.tidemark.runtime.connector.SourceReader.Progress;
import io.tidemark.runtime.operator.SourceOperator;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The input of a subtask that reads a source. Begins checkpoints between two batches, and stays
 * after the end of its input to take part in those that are still to come.
 */
final class SourceInput implements TaskInput {

  private static final int BATCH = 256;

  private final SubtaskId id;
  private final SourceOperator<?, ?> source;
  private final ChainLink head;
  private final BarrierHandler.Listener checkpoints;
  private final TaskEvents events;
  private final SubtaskActivity activity;
  private final RateLimit rateLimit;
  private final ArrayDeque<CheckpointBarrier> due = new ArrayDeque<>();
  private boolean ended;
  private boolean stopped;
  private boolean draining;

  SourceInput(
      SubtaskId id,
      ChainLink head,
      SourceOperator<?, ?> source,
      BarrierHandler.Listener checkpoints,
      TaskEvents events,
      SubtaskActivity activity,
      RateLimit rateLimit) {
    this.id = id;
    this.head = head;
    this.source = source;
    this.checkpoints = checkpoints;
    this.events = events;
    this.activity = activity;
    this.rateLimit = rateLimit;
  }

  @Override
  public boolean step() {
    CheckpointBarrier barrier = due.poll();
    if (barrier != null) {
      checkpoints.begin(barrier);
      checkpoints.end(barrier, List.of());
      return true;
    }
    if (ended || stopped) {
      return false;
    }
    int most = rateLimit.permits(BATCH);
    if (most == 0) {
      return false;
    }
    Progress progress = source.read(most);
    activity.received(source.lastRead());
    if (progress == Progress.END) {
      ended = true;
      events.endOfInput(id);
    }
    return progress != Progress.WAITING;
  }

  @Override
  public boolean advanceEventTime() {
    return head.advance(ended || draining ? Long.MAX_VALUE : Long.MIN_VALUE, false);
  }

  /**
   * Nothing is read any more once a checkpoint that ends the job is due; with a drain, event time
   * ends before it.
   */
  @Override
  public void trigger(CheckpointBarrier barrier) {
    due.add(barrier);
    stopped |= barrier.kind() == CheckpointBarrier.Kind.SAVEPOINT_AND_STOP;
    draining |= barrier.kind() == CheckpointBarrier.Kind.SAVEPOINT_AND_DRAIN;
    stopped |= draining;
  }

  @Override
  public void resume() {
    stopped = draining;
  }
}
