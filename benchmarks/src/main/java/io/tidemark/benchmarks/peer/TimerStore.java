package io.tidemark.benchmarks.peer;

/** A queue of timers, the earliest first. */
public interface TimerStore<K> extends AutoCloseable {

  void add(long timestamp, K key);

  /** Removes the earliest timer, which is there, and returns its time. */
  long poll();

  @Override
  void close();
}
