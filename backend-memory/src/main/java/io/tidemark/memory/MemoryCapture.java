package io.tidemark.memory;

import io.tidemark.spi.BlobSink;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreSnapshot;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A picture of a store. It pins its version until it is closed and nobody writes it any more, but
 * for what is written already, so that a writer never meets a page that the store's thread writes
 * again.
 */
final class MemoryCapture implements StoreCapture {

  /** Writes a snapshot and notes what later ones need to know. */
  @FunctionalInterface
  interface Writing {
    StoreSnapshot write(BlobSink sink, MemoryCapture capture);
  }

  private enum Stage {
    CAPTURED,
    WRITING,
    DONE
  }

  private final long snapshotId;
  private final Consumer<MemoryCapture> release;
  private @Nullable Writing writing;
  private Stage stage = Stage.CAPTURED;
  private volatile boolean closed;

  /**
   * Makes an open capture.
   *
   * @param release called once, by the thread that ends its use
   */
  MemoryCapture(long snapshotId, Writing writing, Consumer<MemoryCapture> release) {
    this.snapshotId = snapshotId;
    this.writing = writing;
    this.release = release;
  }

  @Override
  public long snapshotId() {
    return snapshotId;
  }

  /** Whether nobody wants what is being written. */
  boolean isClosed() {
    return closed;
  }

  @Override
  public StoreSnapshot write(BlobSink sink) {
    Writing work = begin();
    try {
      StoreSnapshot snapshot = work.write(sink, this);
      if (closed) {
        throw closedMeanwhile();
      }
      return snapshot;
    } finally {
      end();
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      writing = null;
      if (stage == Stage.WRITING) {
        return;
      }
    }
    release.accept(this);
  }

  private synchronized Writing begin() {
    Writing work = writing;
    if (closed || work == null) {
      throw closedMeanwhile();
    }
    if (stage != Stage.CAPTURED) {
      throw new IllegalStateException("A capture is written once; snapshot " + snapshotId);
    }
    stage = Stage.WRITING;
    return work;
  }

  private CancellationException closedMeanwhile() {
    return new CancellationException("The capture of snapshot " + snapshotId + " was closed");
  }

  private void end() {
    synchronized (this) {
      stage = Stage.DONE;
      if (!closed) {
        return;
      }
    }
    release.accept(this);
  }
}
