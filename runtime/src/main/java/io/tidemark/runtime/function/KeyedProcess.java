package io.tidemark.runtime.function;

/**
 * A function with state and timers by key. One is made for each subtask and attempt, with the
 * context in which it finds its state.
 */
public interface KeyedProcess<K, I, O> {

  /**
   * Takes a record; its key is current.
   *
   * @param value not to be changed
   */
  void process(I value, KeyedContext<K, O> context);

  /** A timer of the current key has come due. */
  default void onTimer(long time, KeyedContext<K, O> context) {}

  /** Called once at the end, also after a failure. */
  default void close() {}
}
