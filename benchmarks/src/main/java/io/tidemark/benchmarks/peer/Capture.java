package io.tidemark.benchmarks.peer;

/** A picture of a store that has been taken and is to be written. */
public interface Capture extends AutoCloseable {

  @Override
  void close();
}
