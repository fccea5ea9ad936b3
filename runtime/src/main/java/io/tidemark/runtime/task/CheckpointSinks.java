package io.tidemark.runtime.task;

import io.tidemark.snapshot.repository.StoreSink;

/** Where subtasks write their part of a checkpoint. Any thread may call it. */
@FunctionalInterface
public interface CheckpointSinks {

  /**
   * The sink for one subtask's part. The subtask finishes it once everything is written, and only
   * then acknowledges; it closes it in any case.
   *
   * @throws java.util.concurrent.CancellationException if the checkpoint is no longer pending
   */
  StoreSink open(long checkpointId);
}
