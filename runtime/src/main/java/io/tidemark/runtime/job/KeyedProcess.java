package io.tidemark.runtime.job;

/** A function with state and timers by key. One is made for each subtask. */
public interface KeyedProcess<K, I, O> {

  /** Called first, with restored state at hand. There is no current key. */
  default void open(KeyedContext<K, O> context) {}

  void process(I value, KeyedContext<K, O> context);

  /** A timer of the current key has come due. */
  default void onTimer(long time, KeyedContext<K, O> context) {}

  /** Called once at the end, also after a failure. */
  default void close() {}
}
