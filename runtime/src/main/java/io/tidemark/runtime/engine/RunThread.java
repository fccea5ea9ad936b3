package io.tidemark.runtime.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/** The one thread on which everything of a run happens, in the order in which it was posted. */
final class RunThread {

  private final ExecutorService executor;
  private final Consumer<Throwable> onError;

  /**
   * @param onError is given, on this thread, what an action threw; it throws nothing itself
   */
  RunThread(String job, ThreadFactory threads, Consumer<Throwable> onError) {
    this.onError = onError;
    this.executor =
        Executors.newSingleThreadExecutor(
            action -> {
              Thread made = threads.newThread(action);
              made.setName(job + "/run");
              return made;
            });
  }

  /** Runs {@code action} after all that was posted before; false if the thread has ended. */
  boolean post(Runnable action) {
    try {
      executor.execute(() -> guarded(action));
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Ends the thread once what was posted has run. Idempotent. */
  void end() {
    executor.shutdown();
  }

  private void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error e) {
      onError.accept(e);
    }
  }
}
