package io.tidemark.fs;

import io.tidemark.spi.SnapshotStorageFactory;
import io.tidemark.testkit.storage.LocalStorageKit;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;

class FileStorageKitTest extends LocalStorageKit {

  private static final AtomicInteger ROOTS = new AtomicInteger();

  @TempDir static Path directory;

  private final FollowedDisk disk = new FollowedDisk();

  @Override
  protected SnapshotStorageFactory factory() {
    return new FileStorageFactory(disk);
  }

  @Override
  protected boolean survivesTheMachine(URI root, String name) {
    return disk.survives(Path.of(root).resolve(name));
  }

  @Override
  protected URI freshRoot() {
    return URI.create(directory.toUri() + "root-" + ROOTS.incrementAndGet());
  }

  @Override
  protected Path directoryBeside(URI root) throws Exception {
    return Files.createDirectory(
        Path.of(root).resolveSibling(Path.of(root).getFileName() + "-dir"));
  }

  @Override
  protected Collection<String> residue(URI root) throws Exception {
    return Folders.residue(Path.of(root));
  }
}
