package io.tidemark.runtime.function;

/** Makes any number of records out of one. */
@FunctionalInterface
public interface FlatMap<T, R> {

  void flatMap(T value, Collector<R> out);
}
