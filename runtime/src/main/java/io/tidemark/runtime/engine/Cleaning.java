package io.tidemark.runtime.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what nobody needs any more, one thing after the other, while the run goes on. What cannot
 * be removed is left to collection. Belongs to the run's thread.
 */
final class Cleaning {

  private static final Logger LOG = LoggerFactory.getLogger(Cleaning.class);

  private final String job;
  private final Executor io;
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  Cleaning(String job, Executor io) {
    this.job = job;
    this.io = task -> executeWith(io, task);
  }

  /** What is left to do is done in any case: the end of a job is among it. */
  private static void executeWith(Executor io, Runnable task) {
    try {
      io.execute(task);
    } catch (RejectedExecutionException e) {
      task.run();
    }
  }

  /** Runs {@code removal} after all that were asked for before, whether they succeeded or not. */
  void then(Runnable removal) {
    last =
        last.thenRunAsync(
            () -> {
              try {
                removal.run();
              } catch (RuntimeException | Error e) {
                LOG.warn("Job '{}': something could not be removed; collection will", job, e);
              }
            },
            io);
  }
}
