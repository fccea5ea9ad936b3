package io.tidemark.runtime.engine;

import io.tidemark.runtime.checkpoint.CheckpointRequest;
import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.runtime.task.CheckpointBarrier;
import io.tidemark.runtime.task.CheckpointSinks;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskSnapshot;
import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.snapshot.SubtaskSnapshot;
import io.tidemark.snapshot.repository.JobClaim;
import io.tidemark.snapshot.repository.PendingSnapshot;
import io.tidemark.snapshot.repository.StoreSink;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.spi.KeyGroups;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The pending snapshots of a run, as its subtasks write them. Any thread; {@link #publish} and
 * {@link #abort} use the storage.
 */
final class Checkpointing implements CheckpointSinks {

  private final JobGraph graph;
  private final JobClaim claim;
  private final Map<Long, PendingSnapshot> pending = new ConcurrentHashMap<>();

  Checkpointing(JobGraph graph, JobClaim claim) {
    this.graph = graph;
    this.claim = claim;
  }

  /** Begins a snapshot. Asks nothing of the storage. */
  PendingSnapshot begin(CheckpointRequest request) {
    PendingSnapshot snapshot =
        request.target().isPresent()
            ? claim.beginSavepoint(request.target().get())
            : claim.beginCheckpoint();
    pending.put(snapshot.id(), snapshot);
    return snapshot;
  }

  @Override
  public StoreSink open(long checkpointId) {
    PendingSnapshot snapshot = pending.get(checkpointId);
    if (snapshot == null) {
      throw new CancellationException("Checkpoint " + checkpointId + " was given up");
    }
    return snapshot.sink();
  }

  StoredSnapshot publish(long id, Map<SubtaskId, TaskSnapshot> parts, CheckpointBarrier.Kind kind) {
    PendingSnapshot snapshot = pending.get(id);
    if (snapshot == null) {
      throw new IllegalStateException("Checkpoint " + id + " is not pending");
    }
    StoredSnapshot stored =
        snapshot.publish(
            graph.maxParallelism(),
            KeyGroups.RULE,
            operators(parts),
            Map.of("barrier", kind.name()));
    pending.remove(id);
    return stored;
  }

  void abort(long id) {
    PendingSnapshot snapshot = pending.remove(id);
    if (snapshot != null) {
      snapshot.abort();
    }
  }

  void retain(int count) {
    claim.retain(count);
  }

  private static List<OperatorSnapshot> operators(Map<SubtaskId, TaskSnapshot> parts) {
    Map<String, List<SubtaskSnapshot>> byOperator = new TreeMap<>();
    for (TaskSnapshot part : parts.values()) {
      part.operators()
          .forEach(
              (name, subtask) ->
                  byOperator.computeIfAbsent(name, key -> new ArrayList<>()).add(subtask));
    }
    return byOperator.entrySet().stream()
        .map(
            operator -> {
              operator.getValue().sort(Comparator.comparingInt(SubtaskSnapshot::index));
              return new OperatorSnapshot(
                  operator.getKey(), operator.getValue().size(), operator.getValue());
            })
        .toList();
  }
}
