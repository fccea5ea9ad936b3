package io.tidemark.benchmarks.peer;

import java.nio.file.Path;

/**
 * What a peer gets.
 *
 * @param workDirectory where its working state may lie
 * @param snapshots where its snapshots go: a folder of its own on the same disk
 * @param memoryBudget the bytes that a peer with bounded memory may use, in caches, filters and
 *     write buffers together
 */
public record PeerContext(Path workDirectory, Path snapshots, long memoryBudget) {

  /** The budget of one slot unless a workload says otherwise. */
  public static final long DEFAULT_MEMORY_BUDGET = 256L << 20;
}
