package io.tidemark.fs;

import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.SnapshotStorageFactory;
import io.tidemark.spi.StorageContext;
import io.tidemark.spi.StorageException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Opens {@code file:///absolute/path}. Opening makes and changes nothing, so that snapshots can be
 * looked at where nobody may write; the folder is made with the first blob.
 */
public final class FileStorageFactory implements SnapshotStorageFactory {

  private final Disk disk;

  public FileStorageFactory() {
    this(new Disk());
  }

  /** Opens storages on {@code disk}. */
  FileStorageFactory(Disk disk) {
    this.disk = disk;
  }

  @Override
  public Set<String> schemes() {
    return Set.of("file");
  }

  @Override
  public SnapshotStorage open(URI root, StorageContext context) {
    Path folder = folderOf(root);
    Path existing = nearestExisting(folder);
    if (!Files.isDirectory(existing)) {
      throw new InvalidConfigurationException(
          "'" + root + "' cannot be a root of snapshots: " + existing + " is a file, not a folder");
    }
    boolean made = existing.equals(folder);
    if (!Files.isExecutable(existing)
        || !(made ? Files.isReadable(existing) : Files.isWritable(existing))) {
      throw new StorageException(
          "No permission to "
              + (made ? "read " : "make folders in ")
              + existing
              + " for "
              + root
              + "; give it to the user of this process, or name another root",
          false,
          null);
    }
    return new FileStorage(folder, disk, context.clock(), SyncThreads.start());
  }

  private static Path folderOf(URI root) {
    if (root.isOpaque() || !root.isAbsolute()) {
      throw new InvalidConfigurationException(
          "'" + root + "' is a relative path: write file:///absolute/path");
    }
    if (root.getRawAuthority() != null) {
      throw new InvalidConfigurationException(
          "'"
              + root
              + "' is on host '"
              + root.getHost()
              + "': file: serves folders of this machine only, mounted ones too; write file:///absolute/path");
    }
    if (root.getRawQuery() != null || root.getRawFragment() != null) {
      throw new InvalidConfigurationException(
          "'" + root + "' has a query or a fragment: write %3F for ? and %23 for # in a path");
    }
    try {
      // Letters beyond ASCII may stand in a URI as they are, which paths do not take.
      return Path.of(URI.create(root.toASCIIString())).normalize();
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigurationException(
          "'" + root + "' is no path here: " + e.getMessage(), e);
    }
  }

  private static Path nearestExisting(Path folder) {
    Path existing = folder;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return existing;
  }
}
