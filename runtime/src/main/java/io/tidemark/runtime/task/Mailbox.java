package io.tidemark.runtime.task;

import io.tidemark.runtime.channel.Waker;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What others want done on a subtask's thread, between two batches of records. */
final class Mailbox {

  private final ConcurrentLinkedQueue<Runnable> actions = new ConcurrentLinkedQueue<>();
  private final Waker waker;

  Mailbox(Waker waker) {
    this.waker = waker;
  }

  /** Any thread. */
  void put(Runnable action) {
    actions.add(action);
    waker.wake();
  }

  /** The subtask's thread. */
  void runAll() {
    for (Runnable action = actions.poll(); action != null; action = actions.poll()) {
      action.run();
    }
  }
}
