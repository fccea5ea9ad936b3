package io.tidemark.runtime.channel;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Puts one thread to sleep until somebody has news for it. A wake that comes before the sleep is
 * not lost: the sleeper looks at everything again after each {@link #await}.
 */
public final class Waker {

  private volatile boolean signalled;
  private volatile @Nullable Thread sleeper;

  /** Tells that there may be news. Any thread; cheap when the sleeper was already told. */
  public void wake() {
    if (!signalled) {
      signalled = true;
      Thread thread = sleeper;
      if (thread != null) {
        LockSupport.unpark(thread);
      }
    }
  }

  /**
   * Sleeps until there was a {@link #wake} since the last call returned. Only ever called by one
   * thread.
   */
  public void await() throws InterruptedException {
    sleeper = Thread.currentThread();
    try {
      while (!signalled) {
        LockSupport.park(this);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    } finally {
      sleeper = null;
      signalled = false;
    }
  }
}
