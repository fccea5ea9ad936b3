package io.tidemark.benchmarks.flink;

import io.tidemark.benchmarks.peer.Capture;
import io.tidemark.benchmarks.peer.CaptureKind;
import io.tidemark.benchmarks.peer.Share;
import io.tidemark.benchmarks.peer.Snapshot;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RunnableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.CheckpointType;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateAssignmentOperation;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.CheckpointMetadataOutputStream;
import org.apache.flink.runtime.state.CheckpointStorageAccess;
import org.apache.flink.runtime.state.CheckpointStorageLocation;
import org.apache.flink.runtime.state.CheckpointStorageLocationReference;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.SharedStateRegistry;
import org.apache.flink.runtime.state.SnapshotResult;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;

/**
 * The coordinator's part of checkpoints: each has its folder and its metadata, shared files are
 * registered, and what is subsumed is deleted, as Flink's own coordinator does it.
 */
final class Checkpoints {

  private final CheckpointStorageAccess storage;
  private final SharedStateRegistry registry =
      SharedStateRegistry.DEFAULT_FACTORY.create(
          Runnable::run, List.of(), RecoveryClaimMode.DEFAULT);
  private final OperatorID operator = new OperatorID();
  private final Deque<Complete> retained = new ArrayDeque<>();
  private long nextId = 1;
  private CheckpointStorageLocation next;

  Checkpoints(URI root, JobID jobId) {
    try {
      storage = new FileSystemCheckpointStorage(root).createCheckpointStorage(jobId);
      storage.initializeBaseLocationsForCheckpoint();
      next = storage.initializeLocationForCheckpoint(nextId);
    } catch (IOException e) {
      throw new FlinkException(e);
    }
  }

  /** What a backend has taken, and is to write. */
  record Picture(
      AbstractKeyedStateBackend<?> backend, RunnableFuture<SnapshotResult<KeyedStateHandle>> rest)
      implements Capture {
    @Override
    public void close() {
      rest.cancel(true);
    }
  }

  /** A completed checkpoint. */
  record Complete(
      long id,
      OperatorState state,
      CompletedCheckpointStorageLocation location,
      List<AbstractKeyedStateBackend<?>> backends)
      implements Snapshot {

    List<KeyedStateHandle> handlesFor(KeyGroupRange keyGroups) {
      return StateAssignmentOperation.getManagedKeyedStateHandles(state, keyGroups);
    }

    @Override
    public long addedBytes() {
      return state.getCheckpointedSize();
    }

    @Override
    public int addedBlobs() {
      return state.getStates().stream()
          .flatMap(subtask -> subtask.getManagedKeyedState().stream())
          .mapToInt(
              handle ->
                  handle instanceof IncrementalRemoteKeyedStateHandle incremental
                      ? incremental.getSharedState().size() + incremental.getPrivateState().size()
                      : 1)
          .sum();
    }

    @Override
    public long totalBytes() {
      return state.getStateSize();
    }
  }

  Picture capture(AbstractKeyedStateBackend<?> backend, CaptureKind kind) {
    CheckpointType type =
        kind == CaptureKind.FULL ? CheckpointType.FULL_CHECKPOINT : CheckpointType.CHECKPOINT;
    CheckpointStorageLocationReference place = CheckpointStorageLocationReference.getDefault();
    try {
      return new Picture(
          backend,
          backend.snapshot(
              nextId,
              nextId,
              storage.resolveCheckpointStorageLocation(nextId, place),
              CheckpointOptions.alignedNoTimeout(type, place)));
    } catch (Exception e) {
      throw new FlinkException(e);
    }
  }

  Complete write(List<Picture> pictures) {
    try {
      OperatorState state =
          new OperatorState("measured", "measured", operator, pictures.size(), Share.KEY_GROUPS);
      for (int index = 0; index < pictures.size(); index++) {
        state.putState(index, written(pictures.get(index)));
      }
      state.registerSharedStates(registry, nextId);
      try (CheckpointMetadataOutputStream out = next.createMetadataOutputStream()) {
        org.apache.flink.runtime.checkpoint.Checkpoints.storeCheckpointMetadata(
            new CheckpointMetadata(nextId, List.of(state), List.of()), out);
        List<AbstractKeyedStateBackend<?>> backends = new ArrayList<>();
        pictures.forEach(picture -> backends.add(picture.backend()));
        Complete complete = new Complete(nextId, state, out.closeAndFinalizeCheckpoint(), backends);
        next = storage.initializeLocationForCheckpoint(++nextId);
        return complete;
      }
    } catch (IOException | ExecutionException e) {
      throw new FlinkException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FlinkException(e);
    }
  }

  private static OperatorSubtaskState written(Picture picture)
      throws ExecutionException, InterruptedException {
    if (!picture.rest().isDone()) {
      picture.rest().run();
    }
    return OperatorSubtaskState.builder()
        .setManagedKeyedState(
            Objects.requireNonNull(picture.rest().get().getJobManagerOwnedSnapshot()))
        .build();
  }

  void retainOnly(Complete newest) {
    try {
      registry.checkpointCompleted(newest.id());
      for (AbstractKeyedStateBackend<?> backend : newest.backends()) {
        backend.notifyCheckpointComplete(newest.id());
      }
      registry.unregisterUnusedState(newest.id());
      for (Complete old = retained.poll(); old != null; old = retained.poll()) {
        old.state().discardState();
        old.location().getMetadataHandle().discardState();
        old.location().disposeStorageLocation();
      }
      retained.add(newest);
    } catch (Exception e) {
      throw new FlinkException(e);
    }
  }
}
