package io.tidemark.runtime.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Refuses in one way what cannot be run: also where the system has no thread to give, which
 * executors tell by an error. Any thread.
 */
final class RefusingExecutor implements Executor {

  private final Executor executor;

  /** Has tasks run by {@code executor}, on threads of its own. */
  RefusingExecutor(Executor executor) {
    this.executor = executor;
  }

  /**
   * Has a task run.
   *
   * @throws RejectedExecutionException if it will not be run
   */
  @Override
  public void execute(Runnable task) {
    try {
      executor.execute(task);
    } catch (OutOfMemoryError e) {
      throw new RejectedExecutionException("The system has no thread to give", e);
    }
  }
}
