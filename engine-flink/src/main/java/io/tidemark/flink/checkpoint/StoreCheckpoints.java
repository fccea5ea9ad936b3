package io.tidemark.flink.checkpoint;

import io.tidemark.flink.cleanup.SnapshotCleanup;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StoreCapture;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.RunnableFuture;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.SnapshotType.SharingFilesStrategy;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.SnapshotExecutionType;
import org.apache.flink.runtime.state.SnapshotResult;
import org.apache.flink.runtime.state.SnapshotStrategy;
import org.apache.flink.runtime.state.SnapshotStrategyRunner;

/**
 * Takes the checkpoints of one store, and keeps what the next one may build on. Belongs to the
 * task's thread; what it returns is run by another.
 *
 * <p>A checkpoint builds on earlier ones only if this task knows what became of all of them. Flink
 * deletes what a completed checkpoint does not name any more, and what an aborted one added, and a
 * barrier may overtake the news of either. So while an outcome is open there is nothing that is
 * sure to last, and everything is written.
 */
public final class StoreCheckpoints {

  private final KeyedStore<?> store;
  private final KeyGroupRange keyGroups;
  private final boolean isIncremental;
  private final UUID backendId;
  private final CloseableRegistry cancellation;
  private final LocalCopies localCopies;
  private final SnapshotCleanup cleanup;
  private final SnapshotIds ids = new SnapshotIds();
  private final SharedBlobs sharedBlobs;

  /**
   * Makes checkpoints possible.
   *
   * @param isIncremental whether checkpoints build on earlier ones
   * @param backendId differs from that of every other backend, as names of blobs begin with it
   * @param cancellation ends checkpoints when the task is cancelled
   * @param cleanup what is left out of checkpoints that build on nothing, and of savepoints
   * @param restored the blobs that checkpoints may name from the beginning, by name
   */
  public StoreCheckpoints(
      KeyedStore<?> store,
      KeyGroupRange keyGroups,
      boolean isIncremental,
      UUID backendId,
      CloseableRegistry cancellation,
      LocalCopies localCopies,
      SnapshotCleanup cleanup,
      Map<String, BlobPlace> restored) {
    this.store = store;
    this.keyGroups = keyGroups;
    this.isIncremental = isIncremental;
    this.backendId = backendId;
    this.cancellation = cancellation;
    this.localCopies = localCopies;
    this.cleanup = cleanup;
    sharedBlobs = new SharedBlobs(restored);
  }

  /** Captures the store; the result, when it is run, writes the checkpoint. */
  public RunnableFuture<SnapshotResult<KeyedStateHandle>> snapshot(
      long checkpointId, long timestamp, CheckpointStreamFactory streams, CheckpointOptions options)
      throws Exception {
    SharingFilesStrategy sharing = options.getCheckpointType().getSharingFilesStrategy();
    boolean mayBuild = sharing == SharingFilesStrategy.FORWARD_BACKWARD && ids.allSettled();
    long id = ids.begin(checkpointId);
    String blobs = backendId + "-" + id + "-";
    SnapshotStrategy<KeyedStateHandle, CapturedCheckpoint> strategy;
    if (isIncremental && sharing != SharingFilesStrategy.NO_SHARING) {
      Mode mode = mayBuild ? Mode.INCREMENTAL : Mode.FULL;
      strategy =
          new IncrementalCheckpoint(
              () -> capture(id, mode), backendId, keyGroups, blobs, sharedBlobs, localCopies);
    } else {
      strategy = new WholeCheckpoint(() -> captureWhole(id), keyGroups, blobs, localCopies);
    }
    return new SnapshotStrategyRunner<>(
            "Checkpoint of a Tidemark store",
            strategy,
            cancellation,
            SnapshotExecutionType.ASYNCHRONOUS)
        .snapshot(checkpointId, timestamp, streams, options);
  }

  /** Captures everything in the portable format, for a savepoint. The caller closes it. */
  public StoreCapture captureSavepoint() {
    return captureWhole(ids.next());
  }

  /** Notes that Flink completed a checkpoint. */
  public void completed(long checkpointId) {
    sharedBlobs.completed(checkpointId);
    ids.completed(checkpointId).ifPresent(store::snapshotCompleted);
  }

  /** Notes that Flink gave a checkpoint up. */
  public void aborted(long checkpointId) {
    sharedBlobs.aborted(checkpointId);
    ids.aborted(checkpointId).ifPresent(store::snapshotDiscarded);
  }

  private StoreCapture captureWhole(long id) {
    return cleanup.cleaned(capture(id, Mode.SAVEPOINT));
  }

  private StoreCapture capture(long id, Mode mode) {
    return store.capture(new CaptureRequest(id, mode));
  }
}
