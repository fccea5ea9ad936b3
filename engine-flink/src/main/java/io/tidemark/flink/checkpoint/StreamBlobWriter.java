package io.tidemark.flink.checkpoint;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobWriter;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.state.CheckpointStateOutputStream;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.util.IOUtils;
import org.jspecify.annotations.Nullable;

/** Writes one blob into one checkpoint stream, and a copy beside it if there is to be one. */
final class StreamBlobWriter implements BlobWriter<BlobRef> {

  private final String name;
  private final CheckpointStateOutputStream stream;
  private final LocalCheckpoint.@Nullable Copy copy;
  private final CloseableRegistry cancellation;
  private final BiConsumer<String, StreamStateHandle> onCommit;
  private final CRC32C checksum = new CRC32C();
  private long length;

  /**
   * Makes a writer.
   *
   * @param onCommit takes the name and the handle of the complete blob
   */
  StreamBlobWriter(
      String name,
      CheckpointStateOutputStream stream,
      LocalCheckpoint.@Nullable Copy copy,
      CloseableRegistry cancellation,
      BiConsumer<String, StreamStateHandle> onCommit) {
    this.name = name;
    this.stream = stream;
    this.copy = copy;
    this.cancellation = cancellation;
    this.onCommit = onCommit;
    try {
      cancellation.registerCloseable(stream);
    } catch (IOException e) {
      IOUtils.closeQuietly(copy);
      CancellationException cancelled = new CancellationException("The checkpoint was cancelled");
      cancelled.initCause(e);
      throw cancelled;
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    try {
      stream.write(bytes, offset, count);
    } catch (IOException e) {
      throw StreamFailure.of("Writing blob " + name, e);
    }
    if (copy != null) {
      copy.write(bytes, offset, count);
    }
    checksum.update(bytes, offset, count);
    length += count;
  }

  /** Completes a stream that is not empty. */
  StreamStateHandle finish() throws IOException {
    if (!cancellation.unregisterCloseable(stream)) {
      throw new IOException("The checkpoint was cancelled");
    }
    return Objects.requireNonNull(stream.closeAndGetHandle(), "handle");
  }

  @Override
  public BlobRef commit() {
    if (length == 0) {
      return new BlobRef.Inline(new byte[0]); // of an empty stream Flink gives no handle
    }
    try {
      StreamStateHandle handle = finish();
      if (copy != null) {
        copy.commit();
      }
      onCommit.accept(name, handle);
      return new BlobRef.Stored(name, 0, length, (int) checksum.getValue());
    } catch (IOException e) {
      throw StreamFailure.of("Completing blob " + name, e);
    }
  }

  /** A stream that is closed before it is complete deletes what it wrote. */
  @Override
  public void close() {
    cancellation.unregisterCloseable(stream);
    IOUtils.closeQuietly(stream);
    IOUtils.closeQuietly(copy);
  }
}
