package io.tidemark.fs;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Brings what is written to a file to the disk while more is being written, so that a commit finds
 * most of it there. Nobody waits for that: what another thread does not come to is left to the
 * commit.
 *
 * <p>A system tells a failure to write back to one sync of an open file only. So a commit is told
 * what an early sync was told, and is not done while one is running.
 *
 * <p>{@link #written} and {@link #end} belong to the file's thread.
 */
final class EarlySync {

  /** What a disk takes some milliseconds for, so that syncs are few. */
  static final long STEP_BYTES = 8 << 20;

  /** Brings to the disk what was written so far. */
  @FunctionalInterface
  interface Sync {
    void run() throws IOException;
  }

  private enum Stage {
    IDLE,
    WAITING,
    RUNNING,
    ENDED
  }

  private final Sync sync;
  private final Executor executor;
  private Stage stage = Stage.IDLE;
  private @Nullable IOException failure;
  private long unsynced;

  /**
   * Begins with nothing written.
   *
   * @param executor may refuse, or never come to it
   */
  EarlySync(Sync sync, Executor executor) {
    this.sync = sync;
    this.executor = executor;
  }

  /** So many more bytes were written. */
  void written(int bytes) {
    unsynced += bytes;
    if (unsynced >= STEP_BYTES && move(Stage.IDLE, Stage.WAITING)) {
      unsynced = 0;
      try {
        executor.execute(this::run);
      } catch (RejectedExecutionException e) {
        move(Stage.WAITING, Stage.IDLE);
      }
    }
  }

  /**
   * Begins no more syncs, and waits for one that is running.
   *
   * @throws IOException if one has failed
   */
  synchronized void end() throws IOException {
    boolean interrupted = false;
    while (stage == Stage.RUNNING) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    stage = Stage.ENDED;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw new IOException(
          "what was written before did not come to the disk: " + failure, failure);
    }
  }

  private void run() {
    if (move(Stage.WAITING, Stage.RUNNING)) {
      IOException thrown = null;
      try {
        sync.run();
      } catch (IOException e) {
        thrown = e;
      } finally {
        ran(thrown);
      }
    }
  }

  private synchronized void ran(@Nullable IOException thrown) {
    failure = failure == null ? thrown : failure;
    stage = Stage.IDLE;
    notifyAll();
  }

  private synchronized boolean move(Stage from, Stage to) {
    if (stage != from) {
      return false;
    }
    stage = to;
    return true;
  }
}
