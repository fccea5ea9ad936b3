package io.tidemark.runtime.connector;

/** Writes the records of one subtask as they come. */
@FunctionalInterface
public interface DirectWriter<T> extends AutoCloseable {

  void write(T value, long timestamp);

  /**
   * Makes everything written so far durable. The checkpoint that follows does not come again with
   * what was written before it.
   */
  default void flush() {}

  @Override
  default void close() {}
}
