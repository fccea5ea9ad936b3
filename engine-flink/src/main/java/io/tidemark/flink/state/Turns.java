package io.tidemark.flink.state;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may use a store when. As a rule only its task's thread does, and nobody waits. Where Flink
 * answers queries of states from other threads, all of them take turns, call by call; only walks
 * over a map or over keys are not covered.
 */
public final class Turns {

  private final Thread owner = Thread.currentThread();
  private final @Nullable ReentrantLock lock;

  /**
   * Makes turns for a store of the calling thread.
   *
   * @param isQueried whether other threads ask for values
   */
  public Turns(boolean isQueried) {
    lock = isQueried ? new ReentrantLock() : null;
  }

  boolean areTaken() {
    return lock != null;
  }

  /** Does {@code work} when nobody else uses the store. */
  <R extends @Nullable Object> R take(Supplier<R> work) {
    ReentrantLock turn = lock;
    if (turn == null) {
      return work.get();
    }
    turn.lock();
    try {
      return work.get();
    } finally {
      turn.unlock();
    }
  }

  /** Like {@link #take(Supplier)}. */
  void take(Runnable work) {
    take(
        () -> {
          work.run();
          return true;
        });
  }

  /**
   * Refuses a thread for which there are no turns.
   *
   * @throws IllegalStateException if it is not the task's, and Flink's configuration has no queries
   */
  void requireAllowed(String state) {
    if (lock == null && Thread.currentThread() != owner) {
      throw new IllegalStateException(
          "State '"
              + state
              + "' is asked for a value by another thread than its task's. Set"
              + " queryable-state.enable: true, which has all of its users take turns");
    }
  }
}
