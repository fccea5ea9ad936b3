package io.tidemark.snapshot.repository;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobWriter;

/**
 * The sink for one store's part of a snapshot. Tiny blobs stay in the manifest, small ones are
 * packed together, all others are blobs of their own. Any number of threads may write blobs at
 * once.
 */
public class StoreSink implements BlobSink, AutoCloseable {

  private final PendingBlobs blobs;
  private final Pack exclusive;
  private final Pack shared;

  StoreSink(PendingBlobs blobs) {
    this.blobs = blobs;
    exclusive = new Pack(blobs, BlobScope.EXCLUSIVE);
    shared = new Pack(blobs, BlobScope.SHARED);
  }

  @Override
  public BlobWriter<BlobRef> create(BlobScope scope) {
    return new SinkBlobWriter(blobs, scope, scope == BlobScope.SHARED ? shared : exclusive);
  }

  PendingBlobs blobs() {
    return blobs;
  }

  /**
   * Makes durable what was packed. Only then may others be told of the blobs.
   *
   * @throws io.tidemark.spi.StorageException if that failed
   */
  public void finish() {
    exclusive.flush();
    shared.flush();
  }

  /** Idempotent; without {@link #finish} what was packed is forgotten. */
  @Override
  public void close() {
    exclusive.close();
    shared.close();
  }
}
