package io.tidemark.runtime.function;

/** Makes a record of a window's aggregate. */
@FunctionalInterface
public interface WindowResult<K, R, O> {

  O of(K key, TimeWindow window, R aggregate);
}
