package io.tidemark.spi;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;

/**
 * Some processors that threads take turns with: more of them at once would only take turns with
 * each other and with those that go on using the state. A thread has one while it computes or
 * copies, and none while it waits for a storage.
 *
 * <p>Any thread may use it, also several at once.
 */
public final class Processors {

  private final Semaphore free;

  /**
   * Makes {@code number} of them.
   *
   * @param number at least 1
   */
  public Processors(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("Nothing gets done by " + number + " processors");
    }
    this.free = new Semaphore(number);
  }

  /** Work that a processor is needed for. */
  @FunctionalInterface
  public interface Work<E extends Exception> {
    void run() throws E;
  }

  /**
   * Waits for a processor, does the work, and gives the processor back, however the work ends.
   *
   * @throws CancellationException if the thread is interrupted while it waits; nothing is done
   *     then, and the interrupt stays
   */
  public <E extends Exception> void run(Work<E> work) throws E {
    try {
      free.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while others had all processors");
    }
    try {
      work.run();
    } finally {
      free.release();
    }
  }
}
