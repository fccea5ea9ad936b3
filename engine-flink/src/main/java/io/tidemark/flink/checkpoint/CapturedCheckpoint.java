package io.tidemark.flink.checkpoint;

import io.tidemark.spi.BlobSink;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreSnapshot;
import java.io.Closeable;
import java.io.IOException;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.state.SnapshotResources;

/** A captured store until it is written. */
record CapturedCheckpoint(StoreCapture capture) implements SnapshotResources {

  /** Writes the picture, until {@code cancellation} ends it. */
  StoreSnapshot write(BlobSink sink, CloseableRegistry cancellation) throws IOException {
    Closeable end = capture::close;
    cancellation.registerCloseable(end);
    try {
      return capture.write(sink);
    } finally {
      cancellation.unregisterCloseable(end);
    }
  }

  @Override
  public void release() {
    capture.close();
  }
}
