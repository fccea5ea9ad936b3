package io.tidemark.benchmarks.peer;

/** A list of numbers a key. */
public interface ListStore<K> extends AutoCloseable {

  void add(K key, Long element);

  /** The sum of the elements of one key. */
  long sum(K key);

  @Override
  void close();
}
