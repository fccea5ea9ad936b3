package io.tidemark.flink.checkpoint;

import io.tidemark.snapshot.StoreSnapshotFormat;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.spi.UnknownFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.runtime.state.AbstractIncrementalStateHandle;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalLocalKeyedStateHandle;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;

/** Understands the handles that a store's checkpoints left. */
public final class CheckpointReader {

  /** How the stand-alone form of a store snapshot begins, and nothing of Flink's. */
  private static final String SEAL = "tidemark-store-snapshot ";

  private CheckpointReader() {}

  /**
   * Reads what {@code handles} hold.
   *
   * @throws UnknownFormatException if another state backend wrote one of them
   * @throws io.tidemark.spi.SnapshotCorruptException if bytes are not what was written
   * @throws IOException if they cannot be read
   */
  public static RestoredCheckpoint read(Collection<KeyedStateHandle> handles) throws IOException {
    List<StoreSnapshot> snapshots = new ArrayList<>();
    Map<String, BlobPlace> blobs = new HashMap<>();
    Map<String, BlobPlace> shared = new HashMap<>();
    for (KeyedStateHandle handle : handles) {
      if (handle instanceof IncrementalRemoteKeyedStateHandle incremental) {
        snapshots.add(description(incremental));
        incremental.getSharedState().forEach(part -> put(part, shared));
        incremental.getPrivateState().forEach(part -> put(part, blobs));
      } else if (handle instanceof IncrementalLocalKeyedStateHandle local) {
        StoreSnapshot snapshot = description(local);
        snapshots.add(snapshot);
        local.getSharedStateHandles().forEach(part -> put(part, shared));
        putCopies(snapshot, local.getDirectoryStateHandle().getDirectory(), blobs, shared);
      } else if (handle instanceof KeyGroupsStateHandle whole) {
        StreamStateHandle stream = whole.getDelegateStateHandle();
        StoreSnapshot snapshot = PortableStream.read(stream).orElseThrow(() -> foreign(handle));
        snapshots.add(snapshot);
        for (BlobUse use : snapshot.blobs()) {
          if (use.blob() instanceof BlobRef.Stored stored) {
            blobs.put(stored.name(), BlobPlace.of(stream));
          }
        }
      } else {
        throw foreign(handle);
      }
    }
    blobs.putAll(shared);
    return new RestoredCheckpoint(snapshots, blobs, shared);
  }

  /** Where the blobs of a restored checkpoint are read. */
  public static BlobSource source(RestoredCheckpoint restored, CloseableRegistry cancellation) {
    return new HandleSource(restored.blobs(), cancellation);
  }

  private static void put(HandleAndLocalPath part, Map<String, BlobPlace> blobs) {
    blobs.put(part.getLocalPath(), BlobPlace.of(part.getHandle()));
  }

  /** Notes which blobs have copies: all that are in no other place, and the others perhaps. */
  private static void putCopies(
      StoreSnapshot snapshot,
      Path directory,
      Map<String, BlobPlace> blobs,
      Map<String, BlobPlace> shared)
      throws IOException {
    for (BlobUse use : snapshot.blobs()) {
      if (use.blob() instanceof BlobRef.Stored stored) {
        String name = stored.name();
        Path copy = directory.resolve(name);
        BlobPlace elsewhere = shared.get(name);
        if (elsewhere == null) {
          org.apache.flink.core.fs.Path file = new org.apache.flink.core.fs.Path(copy.toUri());
          blobs.put(name, new BlobPlace(new FileStateHandle(file, Files.size(copy)), copy));
        } else if (Files.exists(copy)) {
          shared.put(name, new BlobPlace(elsewhere.handle(), copy));
        }
      }
    }
  }

  private static StoreSnapshot description(AbstractIncrementalStateHandle handle)
      throws IOException {
    StreamStateHandle stream = handle.getMetaDataStateHandle();
    Optional<byte[]> inMemory = stream.asBytesIfInMemory();
    byte[] bytes;
    if (inMemory.isPresent()) {
      bytes = inMemory.get();
    } else {
      try (FSDataInputStream in = stream.openInputStream()) {
        bytes = in.readAllBytes();
      }
    }
    if (!new String(bytes, StandardCharsets.ISO_8859_1).startsWith(SEAL)) {
      throw foreign(handle);
    }
    return StoreSnapshotFormat.fromBytes(bytes, stream.toString());
  }

  private static UnknownFormatException foreign(KeyedStateHandle handle) {
    return new UnknownFormatException(
        "Another state backend wrote the state "
            + handle
            + ". Restore it there, take a savepoint in the canonical format"
            + " (flink stop --type canonical …), and start from that one");
  }
}
