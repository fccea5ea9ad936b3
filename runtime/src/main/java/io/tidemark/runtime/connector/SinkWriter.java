package io.tidemark.runtime.connector;

import java.util.List;

/** Writes the records of one subtask. Nobody sees them before they are committed. */
public interface SinkWriter<T, C> extends AutoCloseable {

  void write(T value, long timestamp);

  /**
   * Makes everything written since the last call durable, and returns what will commit it. Later
   * records belong to a later checkpoint.
   */
  List<C> prepareCommit(long checkpointId);

  /** Lets go of what was not prepared. */
  @Override
  void close();
}
