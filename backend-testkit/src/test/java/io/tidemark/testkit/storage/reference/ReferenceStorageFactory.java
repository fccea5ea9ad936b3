package io.tidemark.testkit.storage.reference;

import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.SnapshotStorageFactory;
import io.tidemark.spi.StorageContext;
import java.net.URI;
import java.util.Set;
import java.util.function.Function;

/** Opens reference storages, or others in their place. */
public final class ReferenceStorageFactory implements SnapshotStorageFactory {

  /** What a storage is made of. */
  record Opening(URI root, Shelf shelf, StorageContext context) {}

  private final Function<Opening, SnapshotStorage> storages;

  public ReferenceStorageFactory() {
    this(ReferenceStorage::new);
  }

  ReferenceStorageFactory(Function<Opening, SnapshotStorage> storages) {
    this.storages = storages;
  }

  @Override
  public Set<String> schemes() {
    return Set.of("reference");
  }

  @Override
  public SnapshotStorage open(URI root, StorageContext context) {
    return storages.apply(new Opening(root, Shelf.of(root), context));
  }
}
