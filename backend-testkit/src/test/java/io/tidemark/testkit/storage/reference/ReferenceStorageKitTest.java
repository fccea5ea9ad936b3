package io.tidemark.testkit.storage.reference;

import io.tidemark.spi.SnapshotStorageFactory;
import io.tidemark.testkit.storage.LocalStorageKit;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;

class ReferenceStorageKitTest extends LocalStorageKit {

  private static final AtomicInteger ROOTS = new AtomicInteger();

  @TempDir static Path directory;

  @Override
  protected SnapshotStorageFactory factory() {
    return new ReferenceStorageFactory();
  }

  @Override
  protected URI freshRoot() {
    return URI.create("reference:///kit-" + ROOTS.incrementAndGet());
  }

  @Override
  protected Path directoryBeside(URI root) throws Exception {
    return Files.createTempDirectory(directory, "beside");
  }

  @Override
  protected boolean survivesTheMachine(URI root, String name) {
    return Shelf.of(root).lasting.contains(name);
  }

  @Override
  protected Collection<String> residue(URI root) {
    return Shelf.of(root).unfinished.values().stream().map(Shelf.Unfinished::name).toList();
  }
}
