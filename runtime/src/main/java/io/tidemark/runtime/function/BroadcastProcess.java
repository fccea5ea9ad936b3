package io.tidemark.runtime.function;

/**
 * A function of keyed records and of records that every subtask sees. One is made for each subtask.
 */
public interface BroadcastProcess<K, I, B, O> {

  /**
   * Takes a keyed record; its key is current.
   *
   * @param value not to be changed
   */
  void process(I value, BroadcastContext<O> context);

  /**
   * Takes a record that every subtask sees; there is no current key.
   *
   * @param value not to be changed
   */
  void processBroadcast(B value, BroadcastContext<O> context);

  default void close() {}
}
