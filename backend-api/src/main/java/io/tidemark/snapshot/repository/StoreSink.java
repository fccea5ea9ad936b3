package io.tidemark.snapshot.repository;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobWriter;

/**
 * The sink for one store's part of a snapshot. Tiny blobs stay in the manifest, small ones are
 * packed together with those of the snapshot's other stores, all others are blobs of their own. Any
 * number of threads may write blobs at once.
 */
public class StoreSink implements BlobSink, AutoCloseable {

  private final PendingBlobs blobs;
  private volatile boolean ended;

  StoreSink(PendingBlobs blobs) {
    this.blobs = blobs;
  }

  @Override
  public BlobWriter<BlobRef> create(BlobScope scope) {
    requireOpen();
    return new SinkBlobWriter(blobs, scope);
  }

  /**
   * Says that no more blobs come. What was packed may still wait for other stores; it is stored at
   * the latest when the snapshot is published, which fails if it cannot be.
   */
  public void finish() {
    requireOpen();
    ended = true;
  }

  /** Idempotent. */
  @Override
  public void close() {
    ended = true;
  }

  PendingBlobs blobs() {
    return blobs;
  }

  void requireOpen() {
    if (ended) {
      throw new IllegalStateException("The sink is finished or closed");
    }
  }
}
