package io.tidemark.benchmarks.peer;

/** A peer that keeps values. */
public interface SupportsValues {

  /** Opens an empty store. The caller closes it. */
  <K, V> ValueStore<K, V> values(DataType<K> keys, DataType<V> values);
}
