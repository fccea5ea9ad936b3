package io.tidemark.testkit.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads that begin at the same moment. */
final class Race {

  /** One thread's part. */
  @FunctionalInterface
  interface Part<T> {
    T run(int racer) throws Exception;
  }

  private static final int TIMEOUT_SECONDS = 300;

  private Race() {}

  /**
   * Runs the part once on each of {@code racers} threads and gives what they returned, in the
   * racers' order. Fails with the first failure.
   */
  static <T> List<T> of(int racers, Part<T> part) throws Exception {
    CyclicBarrier start = new CyclicBarrier(racers);
    ExecutorService threads = Executors.newFixedThreadPool(racers);
    try {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < racers; i++) {
        int racer = i;
        running.add(
            threads.submit(
                () -> {
                  start.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                  return part.run(racer);
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : running) {
        results.add(future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("A racer failed: " + e.getCause(), e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
