package io.tidemark.runtime.connector;

/**
 * A place to which records are written as they come, and that cannot hold them back until a
 * checkpoint: after a restore records come again. A job that checkpoints exactly once does not
 * start with such a sink.
 */
@FunctionalInterface
public interface DirectSink<T> {

  /** Makes the writer of one subtask. */
  DirectWriter<T> writer(SinkContext context);
}
