package io.tidemark.rocksdb.runs;

import io.tidemark.spi.ParallelWork;
import io.tidemark.spi.StateBackendException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Brings files to the disk while others are still written: by a thread of an executor that has
 * nothing else to do, and what none came to by those who {@linkplain #finish finish}. Any thread
 * may begin syncs; one finishes and closes.
 */
final class FileSyncs implements AutoCloseable {

  private final Executor executor;
  private final Consumer<Path> disk;
  private final Queue<FutureTask<Path>> begun = new ConcurrentLinkedQueue<>();

  FileSyncs(Executor executor) {
    this(executor, RunFiles::sync);
  }

  /** The same, where {@code disk} syncs a file. */
  FileSyncs(Executor executor, Consumer<Path> disk) {
    this.executor = executor;
    this.disk = disk;
  }

  /** Has a complete file synced. What fails is told by {@link #finish}. */
  void begin(Path file) {
    FutureTask<Path> sync = new FutureTask<>(() -> disk.accept(file), file);
    begun.add(sync);
    try {
      executor.execute(sync);
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // Also where the system has no thread to give: then it is left to the end.
      return;
    }
  }

  /**
   * Returns when all that was begun is on the disk.
   *
   * @throws StateBackendException if a file cannot be synced
   */
  void finish(ParallelWork work) {
    work.map(
        List.copyOf(begun),
        (sync, cancellation) -> {
          cancellation.check();
          // Does nothing where another thread has it.
          sync.run();
          return await(sync);
        });
  }

  /** Begins no sync any more. */
  @Override
  public void close() {
    begun.forEach(sync -> sync.cancel(false));
  }

  private static Path await(FutureTask<Path> sync) {
    try {
      return sync.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while files were synced");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StateBackendException failure
          ? failure
          : new StateBackendException("A file cannot be synced", e);
    }
  }
}
