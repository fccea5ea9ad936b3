package io.tidemark.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.config.Configuration;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageContext;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One test's root, and the storages that it has opened there. */
final class KitRoot {

  private final SnapshotStorageKit kit;
  private final URI uri;
  private final StorageContext context;
  private final List<SnapshotStorage> opened = new CopyOnWriteArrayList<>();

  private KitRoot(SnapshotStorageKit kit, URI uri) {
    this.kit = kit;
    this.uri = uri;
    this.context =
        new StorageContext(
            Configuration.of(kit.configuration()), new TickingClock(), MetricGroup.none());
  }

  static KitRoot fresh(SnapshotStorageKit kit) throws Exception {
    return new KitRoot(kit, kit.freshRoot());
  }

  URI uri() {
    return uri;
  }

  /** Another instance on this root, as another process would have it. Closed with the root. */
  SnapshotStorage open() {
    return open(uri);
  }

  /** An instance on another spelling of this root. */
  SnapshotStorage open(URI spelling) {
    SnapshotStorage storage = kit.factory().open(spelling, context);
    opened.add(storage);
    return storage;
  }

  /** What is under the root beyond blobs, looked at past the storage. */
  List<String> residue() throws Exception {
    return List.copyOf(kit.residue(uri));
  }

  /** Closes what was opened, and fails if anything is left that is no blob. */
  void close() throws Exception {
    try {
      assertThat(open().collectLeftovers(Long.MAX_VALUE, true))
          .as("leftovers although every writer is closed")
          .isEmpty();
      assertThat(residue()).as("under the root, although every writer is closed").isEmpty();
    } finally {
      opened.forEach(SnapshotStorage::close);
      kit.discard(uri);
    }
  }
}
