package io.tidemark.runtime.engine;

import io.tidemark.runtime.channel.CheckpointBarrier;
import io.tidemark.runtime.checkpoint.CheckpointRequest;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskSnapshot;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A checkpoint or savepoint that has ended.
 *
 * @param endedMillis when it was published or given up
 * @param totalBytes of all its blobs; 0 if it failed
 * @param addedBytes that it wrote; 0 if it failed
 * @param phases how long the subtasks' parts took
 * @param uri where it lies, if it was published
 * @param failure why it was given up
 */
public record CheckpointRecord(
    long id,
    CheckpointBarrier.Kind kind,
    CheckpointRequest.Trigger trigger,
    long startedMillis,
    long endedMillis,
    long totalBytes,
    long addedBytes,
    Map<SubtaskId, TaskSnapshot.Phases> phases,
    Optional<URI> uri,
    Optional<String> failure) {

  public CheckpointRecord {
    phases = Map.copyOf(phases);
  }

  public boolean isCompleted() {
    return failure.isEmpty();
  }
}
