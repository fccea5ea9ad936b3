package io.tidemark.runtime.engine;

import io.tidemark.runtime.checkpoint.CheckpointRequest;
import io.tidemark.runtime.task.CheckpointBarrier;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskSnapshot;
import io.tidemark.snapshot.repository.StoredSnapshot;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of an attempt's checkpoints; of those that ended, only the last ones. Belongs to
 * the run's thread.
 */
final class CheckpointHistory {

  private static final int KEPT = 100;

  private final InstantSource clock;
  private final Map<Long, Open> open = new HashMap<>();
  private final Map<Long, CheckpointRecord> ended =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, CheckpointRecord> eldest) {
          return size() > KEPT;
        }
      };

  private record Open(
      CheckpointRequest request, long startedMillis, Map<SubtaskId, TaskSnapshot.Phases> phases) {}

  CheckpointHistory(InstantSource clock) {
    this.clock = clock;
  }

  void begun(long id, CheckpointRequest request) {
    open.put(id, new Open(request, clock.millis(), new HashMap<>()));
  }

  CheckpointBarrier.Kind kind(long id) {
    return opened(id).request().kind();
  }

  void acknowledged(long id, SubtaskId subtask, TaskSnapshot.Phases phases) {
    Open checkpoint = open.get(id);
    if (checkpoint != null) {
      checkpoint.phases().put(subtask, phases);
    }
  }

  void published(long id, StoredSnapshot stored) {
    Open checkpoint = opened(id);
    open.remove(id);
    ended.put(
        id,
        new CheckpointRecord(
            id,
            checkpoint.request().kind(),
            checkpoint.request().trigger(),
            checkpoint.startedMillis(),
            clock.millis(),
            stored.manifest().totalBytes(),
            stored.manifest().addedBytes(),
            checkpoint.phases(),
            Optional.of(uri(checkpoint.request(), stored)),
            Optional.empty()));
  }

  private static URI uri(CheckpointRequest request, StoredSnapshot stored) {
    return request
        .target()
        .map(target -> URI.create(target.storage().root() + "/" + stored.location().manifest()))
        .orElseGet(() -> URI.create(stored.location().manifest()));
  }

  CheckpointRecord failed(long id, Throwable cause) {
    Open checkpoint = opened(id);
    open.remove(id);
    CheckpointRecord record =
        new CheckpointRecord(
            id,
            checkpoint.request().kind(),
            checkpoint.request().trigger(),
            checkpoint.startedMillis(),
            clock.millis(),
            0,
            0,
            checkpoint.phases(),
            Optional.empty(),
            Optional.of(String.valueOf(cause.getMessage())));
    ended.put(id, record);
    return record;
  }

  CheckpointRecord ended(long id) {
    CheckpointRecord record = ended.get(id);
    if (record == null) {
      throw new IllegalStateException("Checkpoint " + id + " has not ended");
    }
    return record;
  }

  private Open opened(long id) {
    Open checkpoint = open.get(id);
    if (checkpoint == null) {
      throw new IllegalStateException("Checkpoint " + id + " is not under way");
    }
    return checkpoint;
  }
}
