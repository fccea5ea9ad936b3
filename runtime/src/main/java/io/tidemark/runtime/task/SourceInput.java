package io.tidemark.runtime.task;

import io.tidemark.runtime.channel.CheckpointBarrier;
import io.tidemark.runtime.connector.SourceReader.Progress;
import io.tidemark.runtime.operator.SourceOperator;

/**
 * The input of a subtask that reads a source. Stays after the end of its input to take part in the
 * checkpoints that are still to come.
 */
final class SourceInput implements TaskInput {

  private static final int BATCH = 256;

  private final SubtaskId id;
  private final SourceOperator<?, ?> source;
  private final ChainLink head;
  private final SourceBarriers barriers;
  private final TaskEvents events;
  private final SubtaskActivity activity;
  private final RateLimit rateLimit;
  private boolean ended;

  SourceInput(
      SubtaskId id,
      ChainLink head,
      SourceOperator<?, ?> source,
      SourceBarriers barriers,
      TaskEvents events,
      SubtaskActivity activity,
      RateLimit rateLimit) {
    this.id = id;
    this.head = head;
    this.source = source;
    this.barriers = barriers;
    this.events = events;
    this.activity = activity;
    this.rateLimit = rateLimit;
  }

  @Override
  public boolean step() {
    if (barriers.beginNext()) {
      return true;
    }
    if (ended || barriers.stopsReading()) {
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
    // What was read may have moved event time, which is told before the subtask sleeps.
    return progress != Progress.WAITING || source.lastRead() > 0;
  }

  @Override
  public boolean advanceEventTime() {
    boolean over = ended || barriers.endsEventTime();
    return head.advance(over ? Long.MAX_VALUE : Long.MIN_VALUE, false);
  }

  @Override
  public void trigger(CheckpointBarrier barrier) {
    barriers.trigger(barrier);
  }
}
