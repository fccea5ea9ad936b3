package io.tidemark.snapshot.repository;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.StoredBlob;
import io.tidemark.spi.SupportsLink;
import java.nio.file.Path;
import java.util.Optional;

/** A sink over a storage that takes local files over without copying them. */
final class LinkingStoreSink extends StoreSink implements SupportsLink<BlobScope, BlobRef> {

  private final SupportsLink<String, StoredBlob> storage;

  LinkingStoreSink(PendingBlobs blobs, SupportsLink<String, StoredBlob> storage) {
    super(blobs);
    this.storage = storage;
  }

  @Override
  public Optional<BlobRef> link(BlobScope scope, Path file, long length, int checksum) {
    String relative = blobs().newName(scope);
    return storage
        .link(blobs().absolute(relative), file, length, checksum)
        .map(
            linked -> {
              blobs().committed(scope, relative);
              return new BlobRef.Stored(relative, 0, length, checksum);
            });
  }
}
