package io.tidemark.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Does pieces of work on the calling thread and, as far as they come to help, on threads of an
 * executor. The caller only ever waits for pieces that a thread has begun, so an executor of one
 * thread, a full one, or one that refuses, costs speed and nothing else; work may be nested.
 *
 * <p>Immutable; any thread may use it, also several at once.
 */
public final class ParallelWork {

  private final Executor executor;
  private final int parallelism;

  /**
   * Makes a way to work.
   *
   * @param parallelism how many pieces are done at a time, the caller's own included
   */
  public ParallelWork(Executor executor, int parallelism) {
    if (parallelism < 1) {
      throw new IllegalArgumentException("Nothing gets done by " + parallelism + " threads");
    }
    this.executor = executor;
    this.parallelism = parallelism;
  }

  /** One piece of work. */
  @FunctionalInterface
  public interface Task<T, R> {

    /** Does the work for {@code item}. Long ones ask {@code cancellation} from time to time. */
    R run(T item, Cancellation cancellation);
  }

  /** Tells a piece of work that nobody wants it any more. */
  public interface Cancellation {

    boolean isCancelled();

    /**
     * Ends the piece if nobody wants it any more.
     *
     * @throws CancellationException if so
     */
    default void check() {
      if (isCancelled()) {
        throw new CancellationException("Another part of the work failed, or it was interrupted");
      }
    }
  }

  /**
   * Does {@code task} for every item and returns the results in the order of the items.
   *
   * <ol>
   *   <li>Items are begun in their order. When this method returns or throws, no piece is running
   *       and none will begin.
   *   <li>The first failure cancels the rest and is thrown as it is, with other failures suppressed
   *       in it.
   *   <li>An interrupt while waiting cancels the rest and is thrown as {@link
   *       CancellationException}, with the thread's interrupt restored.
   * </ol>
   */
  public <T, R> List<R> map(List<? extends T> items, Task<T, R> task) {
    Batch<T, R> batch = new Batch<>(items, task);
    int helpers = Math.min(parallelism, items.size()) - 1;
    for (int i = 0; i < helpers; i++) {
      try {
        executor.execute(batch);
      } catch (RejectedExecutionException | OutOfMemoryError e) {
        // Also where the system has no thread to give: then those there are do it, with this one.
        break;
      }
    }
    batch.run();
    return batch.await();
  }

  private static final class Batch<T, R> implements Runnable, Cancellation {

    private final List<? extends T> items;
    private final Task<T, R> task;
    private final List<R> results;
    private int next;
    private int running;
    private volatile boolean cancelled;
    private @Nullable Throwable failure;

    Batch(List<? extends T> items, Task<T, R> task) {
      this.items = items;
      this.task = task;
      this.results = new ArrayList<>(Collections.nCopies(items.size(), null));
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    @Override
    public void run() {
      for (int item = begin(); item >= 0; item = begin()) {
        R result = null;
        Throwable thrown = null;
        try {
          result = task.run(items.get(item), this);
        } catch (Throwable e) {
          thrown = e;
        }
        end(item, result, thrown);
      }
    }

    private synchronized int begin() {
      if (cancelled || next == items.size()) {
        return -1;
      }
      running++;
      return next++;
    }

    private synchronized void end(int item, @Nullable R result, @Nullable Throwable thrown) {
      results.set(item, result);
      if (thrown != null) {
        cancelled = true;
        if (failure == null) {
          failure = thrown;
        } else if (failure != thrown && !(thrown instanceof CancellationException)) {
          failure.addSuppressed(thrown);
        }
      }
      running--;
      notifyAll();
    }

    /** Waits for the pieces that others have begun; after it, {@link #begin} gives out no more. */
    private List<R> await() {
      boolean interrupted = awaitIdle();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      Throwable thrown = failure;
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown instanceof RuntimeException exception) {
        throw exception;
      }
      if (thrown != null) {
        throw new IllegalStateException("A piece of work threw what it does not declare", thrown);
      }
      if (interrupted) {
        throw new CancellationException("Interrupted while others did their part of the work");
      }
      return results;
    }

    private synchronized boolean awaitIdle() {
      boolean interrupted = false;
      while (running > 0) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
          cancelled = true;
        }
      }
      return interrupted;
    }
  }
}
