package io.tidemark.runtime.task;

import io.tidemark.spi.BlobSink;

/** Where subtasks write their part of a checkpoint. Any thread may call it. */
@FunctionalInterface
public interface CheckpointSinks {

  /**
   * The sink for one subtask's part. The subtask closes it once everything is written, and only
   * then acknowledges.
   *
   * @throws java.util.concurrent.CancellationException if the checkpoint is no longer pending
   */
  SubtaskSink open(long checkpointId, SubtaskId subtask);

  /** A sink with an end. */
  interface SubtaskSink extends BlobSink, AutoCloseable {

    /** Makes everything that was written durable. */
    void finish();

    /** Idempotent; without {@link #finish} it forgets what was not made durable yet. */
    @Override
    void close();
  }
}
