package io.tidemark.flink.checkpoint;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.state.CheckpointStateOutputStream;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.CheckpointedStateScope;
import org.apache.flink.runtime.state.StateUtil;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.jspecify.annotations.Nullable;

/**
 * Writes each blob of a checkpoint into a stream of its own. Any thread may write blobs; a
 * cancelled checkpoint closes the streams.
 */
final class CheckpointSink implements BlobSink {

  private final CheckpointStreamFactory streams;
  private final CloseableRegistry cancellation;
  private final String namePrefix;
  private final @Nullable LocalCheckpoint local;
  private final AtomicLong names = new AtomicLong();
  private final Map<String, StreamStateHandle> shared = new HashMap<>();
  private final Map<String, StreamStateHandle> exclusive = new HashMap<>();

  /**
   * Makes a sink.
   *
   * @param namePrefix what the names of this checkpoint's blobs begin with, and no other's
   * @param local where the blobs are copied to, if they are
   */
  CheckpointSink(
      CheckpointStreamFactory streams,
      CloseableRegistry cancellation,
      String namePrefix,
      @Nullable LocalCheckpoint local) {
    this.streams = streams;
    this.cancellation = cancellation;
    this.namePrefix = namePrefix;
    this.local = local;
  }

  @Override
  public BlobWriter<BlobRef> create(BlobScope scope) {
    String name = namePrefix + Long.toHexString(names.incrementAndGet());
    CheckpointStateOutputStream stream = open(scope);
    return new StreamBlobWriter(
        name,
        stream,
        local == null ? null : local.copy(name),
        cancellation,
        (blob, handle) -> keep(scope, blob, handle));
  }

  /** Writes bytes that no blob's name stands for. */
  StreamStateHandle write(byte[] bytes) throws IOException {
    try (StreamBlobWriter writer =
        new StreamBlobWriter(
            "the description", open(BlobScope.EXCLUSIVE), null, cancellation, (n, h) -> {})) {
      writer.write(bytes, 0, bytes.length);
      return writer.finish();
    }
  }

  /** The blobs that were written for later checkpoints too, by name. */
  synchronized Map<String, StreamStateHandle> shared() {
    return Map.copyOf(shared);
  }

  /** The blobs that were written for this checkpoint alone, by name. */
  synchronized Map<String, StreamStateHandle> exclusive() {
    return Map.copyOf(exclusive);
  }

  /** Deletes what was written. */
  synchronized void discard() throws Exception {
    List<StreamStateHandle> all = new ArrayList<>(shared.values());
    all.addAll(exclusive.values());
    StateUtil.bestEffortDiscardAllStateObjects(all);
  }

  private synchronized void keep(BlobScope scope, String name, StreamStateHandle handle) {
    (scope == BlobScope.SHARED ? shared : exclusive).put(name, handle);
  }

  private CheckpointStateOutputStream open(BlobScope scope) {
    try {
      return streams.createCheckpointStateOutputStream(
          scope == BlobScope.SHARED
              ? CheckpointedStateScope.SHARED
              : CheckpointedStateScope.EXCLUSIVE);
    } catch (IOException e) {
      throw StreamFailure.of("Opening a checkpoint stream", e);
    }
  }
}
