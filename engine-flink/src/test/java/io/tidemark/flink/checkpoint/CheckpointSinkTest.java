package io.tidemark.flink.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.state.CheckpointStateOutputStream;
import org.apache.flink.runtime.state.CheckpointedStateScope;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory.MemoryCheckpointOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cancelled checkpoint leaves: nothing. */
final class CheckpointSinkTest {

  private static final int MOST_BYTES = 1 << 20;

  @TempDir private Path directory;

  private final List<MemoryCheckpointOutputStream> opened = new ArrayList<>();
  private final CloseableRegistry cancellation = new CloseableRegistry();

  private CheckpointSink sink() {
    MemCheckpointStreamFactory streams =
        new MemCheckpointStreamFactory(MOST_BYTES) {
          @Override
          public CheckpointStateOutputStream createCheckpointStateOutputStream(
              CheckpointedStateScope scope) throws IOException {
            CheckpointStateOutputStream stream = super.createCheckpointStateOutputStream(scope);
            opened.add((MemoryCheckpointOutputStream) stream);
            return stream;
          }
        };
    return new CheckpointSink(
        streams, cancellation, "blob-", new LocalCheckpoint(directory.resolve("copy")));
  }

  @Test
  void blobThatIsBegunAfterACancellation_leavesNeitherAStreamNorACopy() throws Exception {
    CheckpointSink sink = sink();
    cancellation.close();

    assertThatThrownBy(() -> sink.create(BlobScope.SHARED))
        .isInstanceOf(CancellationException.class);
    assertEnded();
  }

  @Test
  void blobUnderWayWhenItIsCancelled_leavesNeitherAStreamNorACopy() throws Exception {
    CheckpointSink sink = sink();
    try (BlobWriter<BlobRef> writer = sink.create(BlobScope.SHARED)) {
      writer.write(new byte[10], 0, 10);
      cancellation.close();
      assertThatThrownBy(writer::commit).isInstanceOf(RuntimeException.class);
    }
    assertThat(sink.shared()).isEmpty();
    assertEnded();
  }

  private void assertEnded() {
    assertThat(directory.resolve("copy")).isEmptyDirectory();
    assertThat(opened).singleElement().matches(MemoryCheckpointOutputStream::isClosed, "is closed");
  }
}
