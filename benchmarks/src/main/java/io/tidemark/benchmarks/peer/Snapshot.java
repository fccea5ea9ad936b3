package io.tidemark.benchmarks.peer;

/** A complete snapshot, to restore from. */
public interface Snapshot {

  /** The bytes that this snapshot wrote. */
  long addedBytes();

  /** The blobs that this snapshot wrote. */
  int addedBlobs();

  /** The bytes of all that it consists of. */
  long totalBytes();
}
