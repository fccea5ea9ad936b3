package io.tidemark.testkit.backend;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The threads of one test: two for the backend's pieces of work, one that writes captures. */
final class KitThreads {

  /** So long that only what hangs takes it. */
  private static final long PATIENCE_SECONDS = 60;

  private final Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
  private final ExecutorService workers = pool("tidemark-kit-worker", 2);
  private final ExecutorService writer = pool("tidemark-kit-writer", 1);

  /** What the engine lends to the backend. */
  Executor executor() {
    return workers;
  }

  /** Runs {@code work} on the writer's thread and waits for it. */
  <T> T elsewhere(Callable<T> work) {
    return await(start(work));
  }

  /** Starts {@code work} on the writer's thread. */
  <T> Future<T> start(Callable<T> work) {
    return writer.submit(work);
  }

  /** Waits for work that was started; what it threw is thrown. */
  static <T> T await(Future<T> work) {
    try {
      return work.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new AssertionError(e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("Hangs since " + PATIENCE_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits until a thread has ended or waits for another. */
  static void awaitStanding(Thread thread) {
    while (thread.getState() == Thread.State.RUNNABLE || thread.getState() == Thread.State.NEW) {
      Thread.onSpinWait();
    }
  }

  static void join(Thread thread) {
    try {
      thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    if (thread.isAlive()) {
      throw new AssertionError(thread + " hangs since " + PATIENCE_SECONDS + " s");
    }
  }

  /** Ends the threads; what still runs, or was started by somebody else and lives on, is a leak. */
  List<Throwable> stop() {
    List<Throwable> leaks = new ArrayList<>();
    workers.shutdown();
    writer.shutdown();
    try {
      if (!workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)
          || !writer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        leaks.add(new AssertionError("Work on the engine's threads never ends"));
        workers.shutdownNow();
        writer.shutdownNow();
      }
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (isForeign(thread)) {
          thread.join(TimeUnit.SECONDS.toMillis(2));
          if (thread.isAlive()) {
            AssertionError leak =
                new AssertionError("The backend is closed, but its thread runs: " + thread);
            leak.setStackTrace(thread.getStackTrace());
            leaks.add(leak);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      leaks.add(e);
    }
    return leaks;
  }

  /** The virtual machine's own threads, and those that all of a process shares, may stay. */
  private boolean isForeign(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return group != null
        && !group.getName().equals("system")
        && !group.getName().equals("InnocuousThreadGroup")
        && !thread.getName().startsWith("ForkJoinPool.commonPool")
        && !thread.getName().startsWith("tidemark-kit-")
        && !thread.getName().startsWith("junit-")
        && thread != Thread.currentThread()
        && !before.contains(thread);
  }

  private static ExecutorService pool(String name, int size) {
    return Executors.newFixedThreadPool(
        size,
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }
}
