package io.tidemark.benchmarks.peer;

/** A peer that keeps lists to which elements are appended. */
public interface SupportsLists {

  /** Opens an empty store. The caller closes it. */
  <K> ListStore<K> lists(DataType<K> keys);
}
