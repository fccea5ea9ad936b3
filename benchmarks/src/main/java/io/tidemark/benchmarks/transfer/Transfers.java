package io.tidemark.benchmarks.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several transfers at a time. */
public final class Transfers implements AutoCloseable {

  private final ExecutorService threads;

  public Transfers(int parallelism) {
    threads = Executors.newFixedThreadPool(parallelism);
  }

  /** Runs all, and returns the sum of what they return. */
  public long sum(List<Callable<Long>> transfers) {
    try {
      List<Future<Long>> running = new ArrayList<>(threads.invokeAll(transfers));
      long sum = 0;
      for (Future<Long> transfer : running) {
        sum += transfer.get();
      }
      return sum;
    } catch (ExecutionException e) {
      throw new IllegalStateException("A transfer failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The transfers were interrupted", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
