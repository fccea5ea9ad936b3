package io.tidemark.runtime.time;

import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The machine's time, with one thread for what is due. The maker closes it. */
public final class SystemTime implements ProcessingTime, AutoCloseable {

  private static final ThreadFactory DAEMON =
      action -> {
        Thread thread = Executors.defaultThreadFactory().newThread(action);
        thread.setDaemon(true);
        thread.setName("tidemark-time");
        return thread;
      };

  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor alarms;

  public SystemTime(InstantSource clock) {
    this.clock = clock;
    alarms = new ScheduledThreadPoolExecutor(1, DAEMON);
    alarms.setRemoveOnCancelPolicy(true);
    alarms.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public long millis() {
    return clock.millis();
  }

  @Override
  public Alarm at(long time, Runnable action) {
    long delay = Math.max(0, time - millis());
    Future<?> scheduled = alarms.schedule(action, delay, TimeUnit.MILLISECONDS);
    return () -> scheduled.cancel(false);
  }

  @Override
  public void close() {
    alarms.shutdownNow();
  }
}
