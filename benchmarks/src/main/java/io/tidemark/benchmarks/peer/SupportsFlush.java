package io.tidemark.benchmarks.peer;

/** A peer without snapshots that brings what is in memory into its files when it is asked to. */
public interface SupportsFlush {

  /** Flushes a store of this peer. */
  void flush(ValueStore<?, ?> store);
}
