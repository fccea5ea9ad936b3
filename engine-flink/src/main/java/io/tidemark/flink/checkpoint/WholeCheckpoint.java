package io.tidemark.flink.checkpoint;

import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreSnapshot;
import java.io.IOException;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.CheckpointStreamWithResultProvider;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.SnapshotResult;
import org.apache.flink.runtime.state.SnapshotStrategy;
import org.apache.flink.util.IOUtils;
import org.apache.flink.util.function.SupplierWithException;

/**
 * A checkpoint of everything, in the portable format, as one stream. Where Flink recovers locally,
 * the stream has a local copy.
 */
final class WholeCheckpoint implements SnapshotStrategy<KeyedStateHandle, CapturedCheckpoint> {

  private final SupplierWithException<StoreCapture, Exception> capture;
  private final KeyGroupRange keyGroups;
  private final String blobName;
  private final LocalCopies localCopies;

  WholeCheckpoint(
      SupplierWithException<StoreCapture, Exception> capture,
      KeyGroupRange keyGroups,
      String blobName,
      LocalCopies localCopies) {
    this.capture = capture;
    this.keyGroups = keyGroups;
    this.blobName = blobName;
    this.localCopies = localCopies;
  }

  @Override
  public CapturedCheckpoint syncPrepareResources(long checkpointId) throws Exception {
    return new CapturedCheckpoint(capture.get());
  }

  @Override
  public SnapshotResultSupplier<KeyedStateHandle> asyncSnapshot(
      CapturedCheckpoint captured,
      long checkpointId,
      long timestamp,
      CheckpointStreamFactory streams,
      CheckpointOptions options) {
    return cancellation -> {
      CheckpointStreamWithResultProvider stream =
          localCopies.openStream(checkpointId, streams, options);
      try {
        cancellation.registerCloseable(stream);
        return write(captured, stream, cancellation);
      } finally {
        IOUtils.closeQuietly(stream);
      }
    };
  }

  private SnapshotResult<KeyedStateHandle> write(
      CapturedCheckpoint captured,
      CheckpointStreamWithResultProvider stream,
      CloseableRegistry cancellation)
      throws IOException {
    SingleStreamSink sink = new SingleStreamSink(stream.getCheckpointOutputStream(), blobName);
    StoreSnapshot snapshot = captured.write(sink, cancellation);
    PortableStream.end(stream.getCheckpointOutputStream(), snapshot);
    if (!cancellation.unregisterCloseable(stream)) {
      throw new IOException("The checkpoint was cancelled");
    }
    return CheckpointStreamWithResultProvider.toKeyedStateHandleSnapshotResult(
        stream.closeAndFinalizeCheckpointStreamResult(),
        new KeyGroupRangeOffsets(keyGroups),
        KeyGroupsStateHandle::new);
  }
}
