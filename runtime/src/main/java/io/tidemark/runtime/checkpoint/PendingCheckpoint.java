package io.tidemark.runtime.checkpoint;

import io.tidemark.runtime.channel.CheckpointBarrier;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskSnapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** A checkpoint that was triggered and has not ended. */
final class PendingCheckpoint {

  private final CheckpointRequest request;
  private final CheckpointBarrier barrier;
  private final TreeSet<SubtaskId> awaited = new TreeSet<>();
  private final Map<SubtaskId, TaskSnapshot> parts = new HashMap<>();
  private boolean publishing;

  PendingCheckpoint(
      CheckpointRequest request, CheckpointBarrier barrier, Collection<SubtaskId> awaited) {
    this.request = request;
    this.barrier = barrier;
    this.awaited.addAll(awaited);
  }

  long id() {
    return barrier.id();
  }

  CheckpointRequest request() {
    return request;
  }

  long triggeredAt() {
    return barrier.timestamp();
  }

  Map<SubtaskId, TaskSnapshot> parts() {
    return parts;
  }

  Collection<SubtaskId> awaited() {
    return awaited;
  }

  void acknowledge(SubtaskId subtask, TaskSnapshot part) {
    if (awaited.remove(subtask)) {
      parts.put(subtask, part);
    }
  }

  boolean awaits(SubtaskId subtask) {
    return awaited.contains(subtask);
  }

  /** Whether all parts are there and nobody has begun to publish them. */
  boolean isReady() {
    return awaited.isEmpty() && !publishing;
  }

  boolean isPublishing() {
    return publishing;
  }

  void publishing() {
    publishing = true;
  }
}
