package io.tidemark.snapshot.repository;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.StoredBlob;
import io.tidemark.spi.SupportsLink;
import java.nio.file.Path;
import java.util.Optional;

/** A sink over a storage that takes over local files. Those that would be inline are copied. */
final class LinkingStoreSink extends StoreSink implements SupportsLink<BlobScope, BlobRef> {

  private final SupportsLink<String, StoredBlob> storage;

  LinkingStoreSink(PendingBlobs blobs, SupportsLink<String, StoredBlob> storage) {
    super(blobs);
    this.storage = storage;
  }

  @Override
  public Optional<BlobRef> link(BlobScope scope, Path file, long length, int checksum) {
    requireOpen();
    if (length <= blobs().inlineLimit(scope)) {
      return Optional.empty();
    }
    String name = blobs().newName(scope);
    Optional<StoredBlob> linked = storage.link(blobs().inStorage(name), file, length, checksum);
    if (linked.isEmpty()) {
      return Optional.empty();
    }
    blobs().committed(scope, name);
    return Optional.of(new BlobRef.Stored(name, 0, length, checksum));
  }
}
