package io.tidemark.snapshot.repository;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.StoredBlob;
import org.jspecify.annotations.Nullable;

/** Small blobs of one store, packed into one. Any thread. */
final class Pack {

  private final PendingBlobs blobs;
  private final BlobScope scope;
  private @Nullable BlobWriter<StoredBlob> writer;
  private String name = "";
  private long length;

  Pack(PendingBlobs blobs, BlobScope scope) {
    this.blobs = blobs;
    this.scope = scope;
  }

  /** Appends a blob, which is durable after {@link #flush}. */
  synchronized BlobRef add(byte[] bytes, int size, int checksum) {
    BlobWriter<StoredBlob> open = writer;
    if (open == null) {
      name = blobs.newName(scope);
      open = blobs.write(name);
      writer = open;
      length = 0;
    }
    open.write(bytes, 0, size);
    BlobRef ref = new BlobRef.Stored(name, length, size, checksum);
    length += size;
    return ref;
  }

  synchronized void flush() {
    if (writer != null) {
      writer.commit();
      blobs.committed(scope, name);
      close();
    }
  }

  synchronized void close() {
    if (writer != null) {
      writer.close();
      writer = null;
    }
  }
}
