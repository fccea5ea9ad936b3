package io.tidemark.runtime.task;

import io.tidemark.runtime.channel.BarrierHandler;
import io.tidemark.runtime.channel.CheckpointBarrier;
import io.tidemark.runtime.channel.Waker;
import io.tidemark.runtime.time.ProcessingTime;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A running subtask: one thread that does one thing at a time.
 *
 * <p>The loop: what others asked for comes first, then barriers that may overtake. If an output is
 * full it does nothing else until there is room, so a record is never stopped half-way and a
 * barrier never waits behind a full channel. Then timers that are due, then one batch of input.
 * When there is none, what was emitted is flushed and the thread sleeps until it is woken.
 */
final class Subtask implements TaskControl, Runnable {

  private final SubtaskId id;
  private final Waker waker;
  private final Mailbox mailbox;
  private final ProcessingTime time;
  private final TaskEvents events;
  private final SubtaskActivity activity;
  private final SubtaskSetup setup;
  private final AtomicLong heartbeats = new AtomicLong();
  private volatile boolean started;
  private volatile boolean cancelled;
  private volatile @Nullable Thread thread;

  private @Nullable RunningParts active;
  private @Nullable CheckpointBarrier ending;
  private boolean done;
  private ProcessingTime.@Nullable Alarm lookAlarm;
  private long lookAt = Long.MAX_VALUE;

  Subtask(
      SubtaskId id,
      Waker waker,
      Mailbox mailbox,
      ProcessingTime time,
      TaskEvents events,
      SubtaskActivity activity,
      SubtaskSetup setup) {
    this.id = id;
    this.waker = waker;
    this.mailbox = mailbox;
    this.time = time;
    this.events = events;
    this.activity = activity;
    this.setup = setup;
  }

  @Override
  public SubtaskId id() {
    return id;
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    try {
      try (RunningParts parts = setup.open()) {
        activity.running();
        events.running(id);
        loop(parts);
      }
      end(null);
    } catch (Throwable e) {
      end(e);
      if (e instanceof VirtualMachineError error) {
        throw error;
      }
    } finally {
      thread = null;
    }
  }

  /** Who hears that a subtask has ended finds it so. */
  private void end(@Nullable Throwable cause) {
    activity.ended();
    if (cancelled) {
      events.cancelled(id);
    } else if (cause == null) {
      events.finished(id);
    } else {
      events.failed(id, cause);
    }
  }

  private void loop(RunningParts parts) throws InterruptedException {
    active = parts;
    while (!done) {
      heartbeats.incrementAndGet();
      mailbox.runAll();
      if (cancelled) {
        throw new CancellationException("Subtask " + id + " was cancelled");
      }
      if (!started) {
        waker.await();
        continue;
      }
      parts.barriers().look(time.millis());
      scheduleLook(parts.barriers());
      if (done) {
        return;
      }
      if (!parts.chain().hasRoom()) {
        parts.chain().flush();
        if (!parts.chain().hasRoom()) {
          await(SubtaskActivity.Wait.ROOM);
        }
      } else if (parts.input().advanceEventTime()) {
        activity.eventTime(parts.chain().outputWatermark());
        if (!parts.input().step()) {
          parts.chain().flush();
          await(SubtaskActivity.Wait.INPUT);
        }
      }
    }
  }

  private void await(SubtaskActivity.Wait what) throws InterruptedException {
    activity.waits(what, time.millis());
    try {
      waker.await();
    } finally {
      activity.goesOn(what, time.millis());
    }
  }

  private void scheduleLook(BarrierHandler barriers) {
    long next = barriers.nextLook();
    if (next == lookAt) {
      return;
    }
    if (lookAlarm != null) {
      lookAlarm.cancel();
      lookAlarm = null;
    }
    lookAt = next;
    if (next != Long.MAX_VALUE) {
      lookAlarm = time.at(next, () -> lookAt = Long.MAX_VALUE);
    }
  }

  @Override
  public void start() {
    started = true;
    waker.wake();
  }

  @Override
  public long heartbeats() {
    return heartbeats.get();
  }

  @Override
  public SubtaskActivity activity() {
    return activity;
  }

  @Override
  public void nudge() {
    waker.wake();
  }

  @Override
  public void triggerCheckpoint(CheckpointBarrier barrier) {
    mailbox.put(
        () -> {
          if (active != null) {
            active.input().trigger(barrier);
          }
        });
  }

  /**
   * The subtask took its picture for {@code barrier}: if that one ends the job, its completion ends
   * the subtask.
   */
  void begun(CheckpointBarrier barrier) {
    switch (barrier.kind()) {
      case SAVEPOINT_AND_STOP, SAVEPOINT_AND_DRAIN, FINAL -> ending = barrier;
      case CHECKPOINT, SAVEPOINT -> {}
    }
  }

  @Override
  public void checkpointCompleted(long checkpointId, CheckpointBarrier.Kind kind) {
    mailbox.put(
        () -> {
          if (active != null) {
            active.chain().checkpointCompleted(checkpointId, kind);
            done |= ending != null && ending.id() == checkpointId;
          }
        });
  }

  @Override
  public void reportChanges() {
    mailbox.put(
        () -> {
          if (active != null) {
            events.changed(id, active.chain().changedBytes());
          }
        });
  }

  @Override
  public void checkpointAborted(long checkpointId) {
    mailbox.put(
        () -> {
          if (active != null) {
            active.barriers().aborted(checkpointId);
            active.checkpoints().aborted(checkpointId);
            active.chain().checkpointAborted(checkpointId);
            if (ending != null && ending.id() == checkpointId) {
              ending = null;
            }
          }
        });
  }

  @Override
  public void cancel() {
    cancelled = true;
    waker.wake();
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
