package io.tidemark.benchmarks.peer;

import java.util.List;

/** A peer that moves blobs to an S3 server and back, several at a time as it likes. */
public interface SupportsTransfers {

  /** Stores {@code content} under each of the names, and returns when all are there. */
  void upload(List<String> names, byte[] content);

  /** Reads all the blobs, of {@code length} bytes each, and returns how many bytes came. */
  long download(List<String> names, int length);
}
