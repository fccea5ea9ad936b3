package io.tidemark.runtime.engine;

import io.tidemark.runtime.time.ProcessingTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A clock that stands still until a test turns it, with one thread for what is due then. */
final class TestTime implements ProcessingTime, AutoCloseable {

  private final ExecutorService alarms = Executors.newSingleThreadExecutor();
  private final TreeMap<Long, List<Runnable>> waiting = new TreeMap<>();
  private static final long LONG = 20_000;

  private static final long PATIENCE_SECONDS = 30;

  private int made;
  private long now = 1_000_000;

  @Override
  public synchronized long millis() {
    return now;
  }

  @Override
  public synchronized Alarm at(long time, Runnable action) {
    waiting.computeIfAbsent(time, key -> new ArrayList<>()).add(action);
    made++;
    notifyAll();
    ring();
    return () -> {
      synchronized (this) {
        waiting.getOrDefault(time, new ArrayList<>()).remove(action);
      }
    };
  }

  synchronized void advance(Duration duration) {
    now += duration.toMillis();
    ring();
  }

  /** How many things are to happen. */
  synchronized int alarms() {
    return waiting.values().stream().mapToInt(List::size).sum();
  }

  /** Waits until something is to happen at least {@code ahead} from now, such as a restart. */
  synchronized void awaitAlarmAfter(Duration ahead) throws InterruptedException {
    while (waiting.tailMap(now + ahead.toMillis(), true).headMap(now + LONG, true).isEmpty()) {
      await();
    }
  }

  /** Waits until something is to happen exactly {@code ahead} from now. */
  synchronized void awaitAlarm(Duration ahead) throws InterruptedException {
    while (!waiting.containsKey(now + ahead.toMillis())) {
      await();
    }
  }

  private void await() throws InterruptedException {
    int before = made;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (made == before && System.nanoTime() < deadline) {
      wait(1000);
    }
    if (made == before) {
      throw new AssertionError("Nothing is to happen then: " + waiting.keySet());
    }
  }

  private void ring() {
    List<Runnable> due = new ArrayList<>();
    waiting.headMap(now, true).values().forEach(due::addAll);
    waiting.headMap(now, true).clear();
    due.forEach(alarms::execute);
  }

  @Override
  public void close() {
    alarms.shutdownNow();
  }
}
