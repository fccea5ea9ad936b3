package io.tidemark.benchmarks.peer;

/** One system under measurement, alone in its process. What it can do are side interfaces. */
public interface Peer extends AutoCloseable {

  /** Releases what the peer owns. Its stores are closed before. */
  @Override
  void close();
}
