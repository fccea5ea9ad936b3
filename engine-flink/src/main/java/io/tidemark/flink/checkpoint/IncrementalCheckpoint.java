package io.tidemark.flink.checkpoint;

import io.tidemark.snapshot.StoreSnapshotFormat;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.filemerging.FileMergingSnapshotManager;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.PlaceholderStreamStateHandle;
import org.apache.flink.runtime.state.SnapshotResult;
import org.apache.flink.runtime.state.SnapshotStrategy;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.util.function.SupplierWithException;

/**
 * A checkpoint of a stream for each blob, some of them earlier checkpoints'. Of those the handle
 * names no more than their identity, for which Flink's coordinator puts in what it knows.
 */
final class IncrementalCheckpoint
    implements SnapshotStrategy<KeyedStateHandle, CapturedCheckpoint> {

  private final SupplierWithException<StoreCapture, Exception> capture;
  private final UUID backendId;
  private final KeyGroupRange keyGroups;
  private final String namePrefix;
  private final SharedBlobs earlier;

  IncrementalCheckpoint(
      SupplierWithException<StoreCapture, Exception> capture,
      UUID backendId,
      KeyGroupRange keyGroups,
      String namePrefix,
      SharedBlobs earlier) {
    this.capture = capture;
    this.backendId = backendId;
    this.keyGroups = keyGroups;
    this.namePrefix = namePrefix;
    this.earlier = earlier;
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
    Map<String, StreamStateHandle> mayBeNamed = earlier.all();
    return cancellation -> {
      CheckpointSink sink = new CheckpointSink(streams, cancellation, namePrefix);
      boolean complete = false;
      try {
        Map<String, StreamStateHandle> reused = new HashMap<>();
        KeyedStateHandle handle =
            write(captured, checkpointId, sink, mayBeNamed, reused, cancellation);
        // Where Flink merges files, it deletes a file when no newer checkpoint says this of it.
        streams.reusePreviousStateHandle(reused.values());
        complete = true;
        return SnapshotResult.of(handle);
      } finally {
        if (!complete) {
          sink.discard();
        }
      }
    };
  }

  private KeyedStateHandle write(
      CapturedCheckpoint captured,
      long checkpointId,
      CheckpointSink sink,
      Map<String, StreamStateHandle> mayBeNamed,
      Map<String, StreamStateHandle> reused,
      CloseableRegistry cancellation)
      throws Exception {
    StoreSnapshot snapshot = captured.write(sink, cancellation);
    StreamStateHandle description = sink.write(StoreSnapshotFormat.toBytes(snapshot));
    Map<String, StreamStateHandle> added = sink.shared();
    Map<String, StreamStateHandle> exclusive = sink.exclusive();
    List<HandleAndLocalPath> sharedParts = new ArrayList<>();
    List<HandleAndLocalPath> privateParts = new ArrayList<>();
    Map<String, StreamStateHandle> nowShared = new HashMap<>();
    for (String name : names(snapshot)) {
      if (exclusive.containsKey(name)) {
        privateParts.add(HandleAndLocalPath.of(exclusive.get(name), name));
      } else if (added.containsKey(name)) {
        nowShared.put(name, added.get(name));
        sharedParts.add(HandleAndLocalPath.of(added.get(name), name));
      } else {
        StreamStateHandle known = mayBeNamed.get(name);
        if (known == null) {
          throw new IllegalStateException(
              "The store names blob " + name + ", which no checkpoint shares that it may build on");
        }
        nowShared.put(name, known);
        reused.put(name, known);
        sharedParts.add(HandleAndLocalPath.of(placeholder(known), name));
      }
    }
    earlier.written(checkpointId, nowShared);
    long addedBytes = snapshot.addedBytes() + description.getStateSize();
    return new IncrementalRemoteKeyedStateHandle(
        backendId, keyGroups, checkpointId, sharedParts, privateParts, description, addedBytes);
  }

  private static Set<String> names(StoreSnapshot snapshot) {
    Set<String> names = new LinkedHashSet<>();
    for (BlobUse use : snapshot.blobs()) {
      if (use.blob() instanceof BlobRef.Stored stored) {
        names.add(stored.name());
      }
    }
    return names;
  }

  private static StreamStateHandle placeholder(StreamStateHandle known) {
    return new PlaceholderStreamStateHandle(
        known.getStreamStateHandleID(),
        known.getStateSize(),
        FileMergingSnapshotManager.isFileMergingHandle(known));
  }
}
