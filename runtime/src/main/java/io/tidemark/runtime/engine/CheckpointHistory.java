package io.tidemark.runtime.engine;

import io.tidemark.runtime.channel.CheckpointBarrier;
import io.tidemark.runtime.checkpoint.CheckpointRequest;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskSnapshot;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoredSnapshot;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What is known of a run's checkpoints; of those that ended, only the last ones. Changed on the
 * run's thread; {@link #pending} and {@link #ended()} may be called from any.
 */
final class CheckpointHistory {

  private static final int KEPT = 100;

  private final InstantSource clock;
  private final URI root;
  private final ConcurrentNavigableMap<Long, Open> open = new ConcurrentSkipListMap<>();
  private volatile List<CheckpointRecord> ended = List.of();

  private record Open(
      CheckpointRequest request, long startedMillis, Map<SubtaskId, TaskSnapshot.Phases> phases) {}

  CheckpointHistory(InstantSource clock, URI root) {
    this.clock = clock;
    this.root = root;
  }

  void begun(long id, CheckpointRequest request) {
    open.put(id, new Open(request, clock.millis(), new ConcurrentHashMap<>()));
  }

  CheckpointBarrier.Kind kind(long id) {
    return opened(id).request().kind();
  }

  /** Where a savepoint goes; empty for a checkpoint. */
  Optional<SnapshotRepository> target(long id) {
    return opened(id).request().target();
  }

  void acknowledged(long id, SubtaskId subtask, TaskSnapshot.Phases phases) {
    Open checkpoint = open.get(id);
    if (checkpoint != null) {
      checkpoint.phases().put(subtask, phases);
    }
  }

  void published(long id, StoredSnapshot stored) {
    Open checkpoint = opened(id);
    end(
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

  private URI uri(CheckpointRequest request, StoredSnapshot stored) {
    URI under = request.target().map(target -> target.storage().root()).orElse(root);
    return URI.create(stored.location().uriUnder(under));
  }

  CheckpointRecord failed(long id, Throwable cause) {
    Open checkpoint = opened(id);
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
            Optional.of(FailureText.of(cause)));
    end(record);
    return record;
  }

  /** In this order, so that nobody ever finds a checkpoint in neither list. */
  private void end(CheckpointRecord record) {
    List<CheckpointRecord> kept =
        new ArrayList<>(ended.subList(Math.max(0, ended.size() - KEPT + 1), ended.size()));
    kept.add(record);
    ended = List.copyOf(kept);
    open.remove(record.id());
  }

  CheckpointRecord ended(long id) {
    return ended.stream()
        .filter(record -> record.id() == id)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Checkpoint " + id + " has not ended"));
  }

  /** Those that ended, in the order in which they did. */
  List<CheckpointRecord> ended() {
    return ended;
  }

  /** Those that have not ended, oldest first. */
  List<PendingRecord> pending() {
    return open.entrySet().stream()
        .map(
            entry ->
                new PendingRecord(
                    entry.getKey(),
                    entry.getValue().request().kind(),
                    entry.getValue().request().trigger(),
                    entry.getValue().startedMillis(),
                    entry.getValue().phases()))
        .toList();
  }

  private Open opened(long id) {
    Open checkpoint = open.get(id);
    if (checkpoint == null) {
      throw new IllegalStateException("Checkpoint " + id + " is not under way");
    }
    return checkpoint;
  }
}
