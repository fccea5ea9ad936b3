package io.tidemark.runtime.connector;

import io.tidemark.serialization.Serializer;

/**
 * A place to which records are committed, checkpoint by checkpoint.
 *
 * @param <T> the records
 * @param <C> what a writer prepared and a committer commits; part of snapshots
 */
public interface Sink<T, C> {

  Serializer<C> committables();

  /** Makes the writer of one subtask. */
  SinkWriter<T, C> writer(SinkContext context);

  /** Makes the committer of one subtask. */
  Committer<C> committer(SinkContext context);
}
