package io.tidemark.runtime.function;

/** Makes any number of records out of one. */
@FunctionalInterface
public interface FlatMap<T, R> {

  /**
   * Emits what comes of a record.
   *
   * @param value not to be changed
   */
  void flatMap(T value, Collector<R> out);
}
