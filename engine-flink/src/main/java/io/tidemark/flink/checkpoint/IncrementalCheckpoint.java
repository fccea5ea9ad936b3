package io.tidemark.flink.checkpoint;

import io.tidemark.snapshot.StoreSnapshotFormat;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreSnapshot;
import java.nio.file.Path;
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
import org.apache.flink.runtime.state.DirectoryStateHandle;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalLocalKeyedStateHandle;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.PlaceholderStreamStateHandle;
import org.apache.flink.runtime.state.SnapshotResult;
import org.apache.flink.runtime.state.SnapshotStrategy;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.apache.flink.util.function.SupplierWithException;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint of a stream for each blob, some of them earlier checkpoints'. Of those the handle
 * names no more than their identity, for which Flink's coordinator puts in what it knows. Where
 * Flink recovers locally, the blobs have local copies, for which there is a handle of its own: it
 * also knows where else they are, so that the next checkpoint may build on them.
 */
final class IncrementalCheckpoint
    implements SnapshotStrategy<KeyedStateHandle, CapturedCheckpoint> {

  private final SupplierWithException<StoreCapture, Exception> capture;
  private final UUID backendId;
  private final KeyGroupRange keyGroups;
  private final String namePrefix;
  private final SharedBlobs earlier;
  private final LocalCopies localCopies;

  IncrementalCheckpoint(
      SupplierWithException<StoreCapture, Exception> capture,
      UUID backendId,
      KeyGroupRange keyGroups,
      String namePrefix,
      SharedBlobs earlier,
      LocalCopies localCopies) {
    this.capture = capture;
    this.backendId = backendId;
    this.keyGroups = keyGroups;
    this.namePrefix = namePrefix;
    this.earlier = earlier;
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
    Map<String, BlobPlace> mayBeNamed = earlier.all();
    return cancellation -> {
      LocalCheckpoint local = localCopies.begin(checkpointId, options).orElse(null);
      CheckpointSink sink = new CheckpointSink(streams, cancellation, namePrefix, local);
      boolean complete = false;
      try {
        Written written = write(captured, checkpointId, sink, local, mayBeNamed, cancellation);
        // Where Flink merges files, it deletes a file when no newer checkpoint says this of it.
        streams.reusePreviousStateHandle(written.reused());
        complete = true;
        return local == null
            ? SnapshotResult.of(written.handle())
            : withCopy(written, checkpointId, local);
      } finally {
        if (!complete) {
          sink.discard();
          if (local != null) {
            local.discard();
          }
        }
      }
    };
  }

  /**
   * A checkpoint that is written.
   *
   * @param shared the blobs that later checkpoints may name, by name
   * @param reused those of them that earlier checkpoints wrote
   */
  private record Written(
      KeyedStateHandle handle,
      StoreSnapshot snapshot,
      Map<String, BlobPlace> shared,
      List<StreamStateHandle> reused) {}

  private Written write(
      CapturedCheckpoint captured,
      long checkpointId,
      CheckpointSink sink,
      @Nullable LocalCheckpoint local,
      Map<String, BlobPlace> mayBeNamed,
      CloseableRegistry cancellation)
      throws Exception {
    StoreSnapshot snapshot = captured.write(sink, cancellation);
    StreamStateHandle description = sink.write(StoreSnapshotFormat.toBytes(snapshot));
    Map<String, StreamStateHandle> added = sink.shared();
    Map<String, StreamStateHandle> exclusive = sink.exclusive();
    List<HandleAndLocalPath> sharedParts = new ArrayList<>();
    List<HandleAndLocalPath> privateParts = new ArrayList<>();
    Map<String, BlobPlace> shared = new HashMap<>();
    List<StreamStateHandle> reused = new ArrayList<>();
    for (String name : names(snapshot)) {
      if (exclusive.containsKey(name)) {
        privateParts.add(HandleAndLocalPath.of(exclusive.get(name), name));
      } else if (added.containsKey(name)) {
        StreamStateHandle handle = added.get(name);
        shared.put(name, new BlobPlace(handle, local == null ? null : local.file(name)));
        sharedParts.add(HandleAndLocalPath.of(handle, name));
      } else {
        BlobPlace known = mayBeNamed.get(name);
        if (known == null) {
          throw new IllegalStateException(
              "The store names blob " + name + ", which no checkpoint shares that it may build on");
        }
        Path link = local == null ? null : local.link(name, known);
        shared.put(name, new BlobPlace(known.handle(), link));
        reused.add(known.handle());
        sharedParts.add(HandleAndLocalPath.of(placeholder(known.handle()), name));
      }
    }
    earlier.written(checkpointId, shared);
    long addedBytes = snapshot.addedBytes() + description.getStateSize();
    KeyedStateHandle handle =
        new IncrementalRemoteKeyedStateHandle(
            backendId, keyGroups, checkpointId, sharedParts, privateParts, description, addedBytes);
    return new Written(handle, snapshot, shared, reused);
  }

  /** The checkpoint with its local copy, or without one that was given up. */
  private SnapshotResult<KeyedStateHandle> withCopy(
      Written written, long checkpointId, LocalCheckpoint local) {
    return local
        .complete()
        .map(
            directory ->
                SnapshotResult.withLocalState(
                    written.handle(), localHandle(written, checkpointId, directory)))
        .orElseGet(() -> SnapshotResult.of(written.handle()));
  }

  private KeyedStateHandle localHandle(
      Written written, long checkpointId, DirectoryStateHandle directory) {
    List<HandleAndLocalPath> shared = new ArrayList<>();
    written
        .shared()
        .forEach((name, place) -> shared.add(HandleAndLocalPath.of(place.handle(), name)));
    return new IncrementalLocalKeyedStateHandle(
        backendId,
        checkpointId,
        directory,
        keyGroups,
        new ByteStreamStateHandle(
            namePrefix + "description", StoreSnapshotFormat.toBytes(written.snapshot())),
        shared);
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
