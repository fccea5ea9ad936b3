package io.tidemark.benchmarks.peer;

/** What a snapshot may build on. */
public enum CaptureKind {
  /** Nothing: all state is written. */
  FULL,
  /** The snapshot before it, where the peer can; all state where it cannot. */
  INCREMENTAL
}
