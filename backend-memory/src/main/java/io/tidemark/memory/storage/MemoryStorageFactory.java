package io.tidemark.memory.storage;

import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.spi.BlobNames;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.SnapshotStorageFactory;
import io.tidemark.spi.StorageContext;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Opens roots in the memory of this process: {@code memory:///name}, or shorter {@code
 * memory:name}. Every storage that is opened on a root sees the same blobs, whichever factory made
 * it, and a root may lie within another, as with files: {@code memory:///job/savepoints} within
 * {@code memory:///job}. Blobs stay until they are deleted; closing a storage frees none.
 */
public final class MemoryStorageFactory implements SnapshotStorageFactory {

  private static final ConcurrentNavigableMap<String, MemoryBlob> BLOBS =
      new ConcurrentSkipListMap<>();

  @Override
  public Set<String> schemes() {
    return Set.of("memory");
  }

  @Override
  public SnapshotStorage open(URI root, StorageContext context) {
    String path = pathOf(root);
    return new MemoryStorage(URI.create("memory:///" + path), path + "/", BLOBS, context.clock());
  }

  private static String pathOf(URI root) {
    String path = root.getRawSchemeSpecificPart().replaceAll("^/+|/+$", "");
    try {
      return BlobNames.check(path);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigurationException(
          "'"
              + root
              + "' names no root in memory: write memory:///name, of letters, digits, '.', '_', '-' and '/'",
          e);
    }
  }
}
