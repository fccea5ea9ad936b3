package io.tidemark.benchmarks.peer;

/** A peer that keeps timers. */
public interface SupportsTimers {

  /** Opens an empty queue. The caller closes it. */
  <K> TimerStore<K> timers(DataType<K> keys);
}
