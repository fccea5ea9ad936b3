package io.tidemark.testkit.backend;

import io.tidemark.spi.BlobSink;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreSnapshot;

/** A capture that the kit took; every snapshot that it writes is looked through. */
final class KitCapture implements AutoCloseable {

  private final KitEngine engine;
  private final StateBackend backend;
  private final KeyedStore<?> store;
  private final CaptureRequest request;
  private final StoreCapture capture;

  KitCapture(KitEngine engine, StateBackend backend, KeyedStore<?> store, CaptureRequest request) {
    this.engine = engine;
    this.backend = backend;
    this.store = store;
    this.request = request;
    capture = store.capture(request);
    engine.held().opened(this, "A capture");
  }

  long id() {
    return request.snapshotId();
  }

  StoreCapture capture() {
    return capture;
  }

  /** Writes on another thread, and waits for it. */
  StoreSnapshot write() {
    return engine.elsewhere(() -> writeHere(engine.blobs()));
  }

  /** Writes on the calling thread. */
  StoreSnapshot writeHere(BlobSink to) {
    TrackedBlobs.Sink sink = new TrackedBlobs.Sink(to, engine.borrowed());
    StoreSnapshot snapshot = capture.write(sink);
    engine.registry().written(request, backend, store, sink, snapshot);
    return snapshot;
  }

  StoreSnapshot writeAndClose() {
    try (this) {
      return write();
    }
  }

  @Override
  public void close() {
    engine.held().closed(this);
    capture.close();
  }
}
