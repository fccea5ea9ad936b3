package io.tidemark.runtime.task;

import io.tidemark.runtime.time.ProcessingTime;

/** Holds a source back to so many records a second. Belongs to the subtask's thread. */
final class RateLimit {

  private static final long UNLIMITED = 0;

  private final long perSecond;
  private final ProcessingTime time;
  private final Runnable wake;
  private final long startedAt;
  private long given;
  private boolean waiting;

  /**
   * @param perSecond 0 for no limit
   * @param wake called when there are permits again after there were none
   */
  RateLimit(long perSecond, ProcessingTime time, Runnable wake) {
    this.perSecond = perSecond;
    this.time = time;
    this.wake = wake;
    this.startedAt = time.millis();
  }

  /** How many records may be read now, at most {@code most}; they count as read. */
  int permits(int most) {
    if (perSecond == UNLIMITED) {
      return most;
    }
    long elapsed = Math.max(0, time.millis() - startedAt);
    long allowed = elapsed * perSecond / 1000 - given;
    if (allowed <= 0) {
      waitForOne();
      return 0;
    }
    int permits = (int) Math.min(most, allowed);
    given += permits;
    return permits;
  }

  private void waitForOne() {
    if (!waiting) {
      waiting = true;
      long at = startedAt + ((given + 1) * 1000 + perSecond - 1) / perSecond;
      time.at(
          at,
          () -> {
            waiting = false;
            wake.run();
          });
    }
  }
}
