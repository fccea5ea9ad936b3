package io.tidemark.runtime.task;

import io.tidemark.runtime.channel.BarrierHandler;
import io.tidemark.runtime.channel.CheckpointBarrier;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The barriers of a subtask that reads a source: the coordinator asks for them, and they are begun
 * between two batches. One of a running job is begun at once, also when the outputs are full; one
 * behind which event time has ended is begun when all that was due then is done.
 */
final class SourceBarriers implements BarrierHandler {

  private final Listener listener;
  private final ArrayDeque<CheckpointBarrier> due = new ArrayDeque<>();
  private @Nullable CheckpointBarrier stopping;

  SourceBarriers(Listener listener) {
    this.listener = listener;
  }

  void trigger(CheckpointBarrier barrier) {
    due.add(barrier);
    switch (barrier.kind()) {
      case SAVEPOINT_AND_STOP, SAVEPOINT_AND_DRAIN -> stopping = barrier;
      case CHECKPOINT, SAVEPOINT, FINAL -> {}
    }
  }

  /** Whether a checkpoint is asked for behind which nothing is read. */
  boolean stopsReading() {
    return stopping != null;
  }

  /** Whether event time ends before that checkpoint. */
  boolean endsEventTime() {
    return stopping != null && stopping.kind() == CheckpointBarrier.Kind.SAVEPOINT_AND_DRAIN;
  }

  @Override
  public void look(long now) {
    for (CheckpointBarrier next = due.peek();
        next != null && !isBehindEventTime(next);
        next = due.peek()) {
      beginNext();
    }
  }

  /** Begins the next checkpoint, whatever it is; false if there is none. */
  boolean beginNext() {
    CheckpointBarrier next = due.poll();
    if (next == null) {
      return false;
    }
    listener.begin(next);
    listener.end(next, List.of());
    return true;
  }

  private static boolean isBehindEventTime(CheckpointBarrier barrier) {
    return switch (barrier.kind()) {
      case SAVEPOINT_AND_DRAIN, FINAL -> true;
      case CHECKPOINT, SAVEPOINT, SAVEPOINT_AND_STOP -> false;
    };
  }

  @Override
  public void aborted(long id) {
    due.removeIf(barrier -> barrier.id() == id);
    if (stopping != null && stopping.id() == id) {
      stopping = null;
    }
  }

  @Override
  public void reached(int channel, CheckpointBarrier checkpoint) {
    throw new IllegalStateException(
        "Barrier " + checkpoint + " came through channel " + channel + " of a source");
  }
}
