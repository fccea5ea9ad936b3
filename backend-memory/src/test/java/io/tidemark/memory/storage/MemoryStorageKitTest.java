package io.tidemark.memory.storage;

import io.tidemark.spi.SnapshotStorageFactory;
import io.tidemark.testkit.storage.SnapshotStorageKit;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

class MemoryStorageKitTest extends SnapshotStorageKit {

  private static final AtomicInteger ROOTS = new AtomicInteger();

  @Override
  protected SnapshotStorageFactory factory() {
    return new MemoryStorageFactory();
  }

  @Override
  protected URI freshRoot() {
    return URI.create("memory:///kit-" + ROOTS.incrementAndGet());
  }
}
