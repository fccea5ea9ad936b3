package io.tidemark.runtime.job;

/** Makes any number of records out of one. */
@FunctionalInterface
public interface FlatMap<T, R> {

  void flatMap(T value, Collector<R> out);
}
