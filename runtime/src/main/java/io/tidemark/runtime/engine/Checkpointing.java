package io.tidemark.runtime.engine;

import io.tidemark.runtime.channel.CheckpointBarrier;
import io.tidemark.runtime.checkpoint.CheckpointRequest;
import io.tidemark.runtime.connector.JobCourse;
import io.tidemark.runtime.connector.Unpublished;
import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.runtime.task.CheckpointSinks;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskSnapshot;
import io.tidemark.snapshot.repository.JobClaim;
import io.tidemark.snapshot.repository.PendingSnapshot;
import io.tidemark.snapshot.repository.Recovery;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoreSink;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.spi.KeyGroups;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The pending snapshots of a run, as its subtasks write them. Any thread; {@link #publish} and
 * {@link #abort} use the storage.
 */
final class Checkpointing implements CheckpointSinks {

  private final JobGraph graph;
  private final URI root;
  private final long firstId;
  private volatile JobClaim claim;
  private volatile Going going = new Going(JobCourse.NONE, "");
  private final AtomicLong newestTried = new AtomicLong();
  private final Map<Long, PendingSnapshot> pending = new ConcurrentHashMap<>();

  /** From where which attempt goes on. */
  private record Going(JobCourse from, String attempt) {}

  /** Claims the job. */
  Checkpointing(JobGraph graph, SnapshotRepository checkpoints) {
    this.graph = graph;
    this.root = checkpoints.storage().root();
    this.claim = checkpoints.claim();
    this.firstId = claim.start();
  }

  /** The root of the checkpoints' storage. */
  URI root() {
    return root;
  }

  /** No snapshot of this run has a smaller id. */
  long firstId() {
    return firstId;
  }

  /**
   * The job goes on without the checkpoints that a recovery passed over. Only while no attempt
   * runs. Uses the storage.
   *
   * @throws io.tidemark.spi.FencedException if somebody claimed the job anew
   */
  void passOver(Recovery recovery) {
    claim = claim.passOver(recovery);
  }

  /**
   * Asks whether the job is still claimed for this run. Uses the storage.
   *
   * @throws io.tidemark.spi.FencedException if somebody claimed it anew
   */
  void requireNotSucceeded() {
    claim.requireNotSucceeded();
  }

  /** What is restored is older than everything that this run writes. */
  void beginAfter(RestorePoint point) {
    claim.beginAfter(point.id());
  }

  /**
   * What is published from now on, the attempt of this name has led to, from the course on. Nothing
   * is left that earlier attempts did for snapshots that were not published.
   */
  void attemptBegins(String attempt, JobCourse from) {
    going = new Going(from, attempt);
  }

  /** What the attempt that began last did for nothing. Only while none runs. */
  Unpublished unpublished() {
    return new Unpublished(going.attempt(), newestTried.get());
  }

  /** Whether checkpoints of this run may share the blobs of the one with this id. */
  boolean mayBuildOn(long id) {
    return claim.mayBuildOn(id);
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
    newestTried.accumulateAndGet(id, Math::max);
    Going now = going;
    StoredSnapshot stored =
        snapshot.publish(
            graph.maxParallelism(),
            KeyGroups.RULE,
            new SnapshotParts(graph).operators(parts),
            ManifestNotes.of(kind, now.from().to(now.attempt(), id)));
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
}
