package io.tidemark.benchmarks.peer;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a peer gets.
 *
 * @param workDirectory where its working state may lie
 * @param snapshots where its snapshots go: a folder of its own on the same disk, on HDFS or on S3
 * @param s3 how the S3 server is reached, where there is one
 * @param memoryBudget the bytes that a peer with bounded memory may use, in caches, filters and
 *     write buffers together
 */
public record PeerContext(
    Path workDirectory, URI snapshots, @Nullable S3Access s3, long memoryBudget) {

  /** The budget of one slot unless a workload says otherwise. */
  public static final long DEFAULT_MEMORY_BUDGET = 256L << 20;
}
