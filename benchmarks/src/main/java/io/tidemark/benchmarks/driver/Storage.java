package io.tidemark.benchmarks.driver;

import org.jspecify.annotations.Nullable;

/** Where snapshots go. */
public enum Storage {
  /** A folder. */
  LOCAL_DISK(null),
  /** A cluster of one namenode and one datanode, on the local disk. */
  HDFS("io.tidemark.benchmarks.hdfs.HdfsServer"),
  /** A server that keeps objects in its memory. */
  S3("io.tidemark.benchmarks.s3.S3Server");

  private final @Nullable String server;

  Storage(@Nullable String server) {
    this.server = server;
  }

  /** The main class of the server, where it takes one. */
  @Nullable String server() {
    return server;
  }
}
