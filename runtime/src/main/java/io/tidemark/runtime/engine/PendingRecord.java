package io.tidemark.runtime.engine;

import io.tidemark.runtime.channel.CheckpointBarrier;
import io.tidemark.runtime.checkpoint.CheckpointRequest;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskSnapshot;
import java.util.Map;

/**
 * A checkpoint or savepoint that has not ended.
 *
 * @param phases how long the parts took of those subtasks that have written theirs
 */
public record PendingRecord(
    long id,
    CheckpointBarrier.Kind kind,
    CheckpointRequest.Trigger trigger,
    long startedMillis,
    Map<SubtaskId, TaskSnapshot.Phases> phases) {

  public PendingRecord {
    phases = Map.copyOf(phases);
  }
}
