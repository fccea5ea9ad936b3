package io.tidemark.benchmarks.peer;

/** A peer that keeps maps whose entries are accessed one by one. */
public interface SupportsMaps {

  /** Opens an empty store. The caller closes it. */
  <K> MapStore<K> maps(DataType<K> keys);
}
