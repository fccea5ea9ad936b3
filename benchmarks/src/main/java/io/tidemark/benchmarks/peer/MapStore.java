package io.tidemark.benchmarks.peer;

import org.jspecify.annotations.Nullable;

/** A map of numbers to numbers a key. */
public interface MapStore<K> extends AutoCloseable {

  @Nullable Long get(K key, Long userKey);

  void put(K key, Long userKey, Long value);

  /** The sum of the values of one key, by walking over its entries. */
  long sum(K key);

  @Override
  void close();
}
