package io.tidemark.s3;

import io.tidemark.s3.object.ObjectException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits, unless and until the storage is closed. Any thread may call. */
final class Pause {

  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Waits so long.
   *
   * @throws ObjectException at once if the storage is closed meanwhile or the thread interrupted
   */
  void await(long nanos) {
    try {
      if (closed.await(nanos, TimeUnit.NANOSECONDS)) {
        throw ObjectException.givenUp("the storage was closed", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ObjectException.givenUp("the thread was interrupted", e);
    }
  }

  /** Ends all waits, also later ones. */
  void end() {
    closed.countDown();
  }
}
