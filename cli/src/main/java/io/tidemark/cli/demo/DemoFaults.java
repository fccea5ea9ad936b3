package io.tidemark.cli.demo;

import io.tidemark.runtime.engine.CheckpointRecord;
import io.tidemark.runtime.engine.JobListener;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Breaks tasks of the demo on purpose, evenly spread over its words, each time when a checkpoint
 * was completed since the last break: so there is something to recover. Any thread.
 */
final class DemoFaults implements JobListener {

  /** A break that was wanted. */
  static final class BrokenOnPurpose extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenOnPurpose(int number) {
      super("failure " + number + " of the demo, on purpose");
    }
  }

  private final int failures;
  private final long words;
  private final AtomicLong processed = new AtomicLong();
  private final AtomicInteger broken = new AtomicInteger();
  private volatile boolean checkpointed;

  /**
   * @param failures how many breaks are wanted
   * @param words among how many words they are spread
   */
  DemoFaults(int failures, long words) {
    this.failures = failures;
    this.words = words;
  }

  /**
   * One more word, counted again if it was before.
   *
   * @throws BrokenOnPurpose if it is time
   */
  void processed() {
    long seen = processed.incrementAndGet();
    int number = broken.get();
    if (number < failures
        && checkpointed
        && seen > words / (failures + 1) * (number + 1)
        && broken.compareAndSet(number, number + 1)) {
      checkpointed = false;
      throw new BrokenOnPurpose(number + 1);
    }
  }

  @Override
  public void checkpointEnded(CheckpointRecord checkpoint) {
    if (checkpoint.isCompleted()) {
      checkpointed = true;
    }
  }

  long processedSoFar() {
    return processed.get();
  }

  int brokenSoFar() {
    return broken.get();
  }
}
