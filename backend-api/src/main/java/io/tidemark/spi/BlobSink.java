package io.tidemark.spi;

/**
 * Where a capture writes its blobs. Belongs to the engine, which opens and closes it. Any number of
 * threads may write blobs at once, each its own.
 */
public interface BlobSink {

  /** Begins a blob. The caller closes the writer. */
  BlobWriter<BlobRef> create(BlobScope scope);
}
