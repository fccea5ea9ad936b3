package io.tidemark.runtime.task;

import io.tidemark.runtime.task.SubtaskCounts.Status;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what a subtask does. The subtask's thread writes, a batch at a time, and any thread reads.
 *
 * <p>There is one writer, so nothing is ever added atomically: a count is read, grown and published
 * by plain stores, in no order with other counts. How long a wait took is known by the millisecond;
 * short waits are right in the sum, since a clock strikes in some of them and not in others.
 */
public final class SubtaskActivity {

  /** What the time goes into while it is waited. */
  enum Wait {
    ROOM,
    INPUT
  }

  private static final long NOT_WAITING = 0;

  private final AtomicLong recordsIn = new AtomicLong();
  private final AtomicLong recordsOut = new AtomicLong();
  private final AtomicLong watermark = new AtomicLong(Long.MIN_VALUE);
  private final Waits forRoom = new Waits();
  private final Waits forInput = new Waits();
  private volatile Status status = Status.RESTORING;

  /** Time spent in waits of one kind, the one that goes on included. */
  private static final class Waits {
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong since = new AtomicLong(NOT_WAITING);

    void begin(long now) {
      since.set(now);
    }

    void end(long now) {
      total.set(total.getPlain() + Math.max(0, now - since.getPlain()));
      since.set(NOT_WAITING);
    }

    /** Tries again when a wait ended meanwhile, which would count twice or not at all. */
    long until(long now) {
      while (true) {
        long before = total.get();
        long begun = since.get();
        if (total.get() == before) {
          return before + (begun == NOT_WAITING ? 0 : Math.max(0, now - begun));
        }
      }
    }
  }

  void running() {
    status = Status.RUNNING;
  }

  void ended() {
    status = Status.ENDED;
  }

  void received(long records) {
    recordsIn.setOpaque(recordsIn.getPlain() + records);
  }

  void sent(long records) {
    recordsOut.setOpaque(recordsOut.getPlain() + records);
  }

  /** Event time never goes back, so a store is only needed when it has gone on. */
  void eventTime(long reached) {
    if (reached > watermark.getPlain()) {
      watermark.setOpaque(reached);
    }
  }

  void waits(Wait what, long now) {
    waitsOf(what).begin(now);
  }

  void goesOn(Wait what, long now) {
    waitsOf(what).end(now);
  }

  private Waits waitsOf(Wait what) {
    return what == Wait.ROOM ? forRoom : forInput;
  }

  /**
   * The counts as they are now. Any thread.
   *
   * @param now the time by the clock of the subtask
   */
  public SubtaskCounts counts(long now) {
    return new SubtaskCounts(
        status,
        recordsIn.getOpaque(),
        recordsOut.getOpaque(),
        forRoom.until(now),
        forInput.until(now),
        watermark.getOpaque());
  }
}
