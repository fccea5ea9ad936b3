package io.tidemark.runtime.engine;

import io.tidemark.runtime.time.ProcessingTime;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Something that is done again and again on the run's thread, to which this belongs. */
final class Recurring {

  private final ProcessingTime time;
  private final long stepMillis;
  private final Consumer<Runnable> thread;
  private final Runnable action;
  private ProcessingTime.@Nullable Alarm next;

  /**
   * @param thread takes an action to the run's thread
   */
  Recurring(ProcessingTime time, long stepMillis, Consumer<Runnable> thread, Runnable action) {
    this.time = time;
    this.stepMillis = stepMillis;
    this.thread = thread;
    this.action = action;
  }

  /** From now on, the action is done each time a step has passed. */
  void start() {
    next = time.at(time.millis() + stepMillis, () -> thread.accept(this::step));
  }

  /** Does it no more, if it was done at all. */
  void stop() {
    if (next != null) {
      next.cancel();
    }
  }

  private void step() {
    action.run();
    start();
  }
}
