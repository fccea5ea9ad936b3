package io.tidemark.testkit.storage.reference;

import io.tidemark.spi.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Steps of several threads, taken one at a time, some of them only once a step of another thread
 * has made them due: so what goes wrong between threads goes wrong each time, however these are
 * scheduled.
 */
final class Steps {

  private record Waiting(BooleanSupplier due, FutureTask<?> step) {}

  /** So long that only what never becomes due takes it. */
  private static final long PATIENCE_SECONDS = 30;

  private final List<Waiting> waiting = new ArrayList<>();

  /** Takes a step, and then those that it made due, on the caller's thread. */
  synchronized <T> T take(Supplier<T> step) {
    T result = step.get();
    for (Waiting other : List.copyOf(waiting)) {
      if (other.due().getAsBoolean()) {
        waiting.remove(other);
        other.step().run();
      }
    }
    return result;
  }

  /** A step that is taken as soon as a step of whatever thread has made it due. */
  synchronized <T> FutureTask<T> onceDue(BooleanSupplier due, Supplier<T> step) {
    FutureTask<T> task = new FutureTask<>(step::get);
    waiting.add(new Waiting(due, task));
    return task;
  }

  /** Waits for what the step gives; one that nobody makes due is taken all the same in the end. */
  static <T> T await(FutureTask<T> step) {
    try {
      try {
        return step.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        step.run();
        return step.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException("Interrupted while it waited", false, e);
    } catch (ExecutionException e) {
      throw new StorageException("Another thread's step failed", false, e);
    }
  }
}
