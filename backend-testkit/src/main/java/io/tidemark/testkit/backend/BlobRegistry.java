package io.tidemark.testkit.backend;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StoreSnapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows every blob of a test, and what a store snapshot may say about blobs. */
final class BlobRegistry {

  private final Set<BlobRef> shared = ConcurrentHashMap.newKeySet();

  /** Whether blobs of the snapshot were written for later ones to name: a savepoint has none. */
  boolean mayBeClaimed(StoreSnapshot snapshot) {
    return snapshot.mayBeBuiltOn(shared::contains);
  }

  /**
   * Takes note of a snapshot that was just written.
   *
   * @throws AssertionError if the snapshot does not say what was done
   */
  void written(
      CaptureRequest request,
      StateBackend backend,
      KeyedStore<?> store,
      TrackedBlobs.Sink sink,
      StoreSnapshot snapshot) {
    String which = request.mode() + " snapshot " + request.snapshotId();
    require(snapshot.backend().equals(backend.name()), which + " names another backend", snapshot);
    require(
        snapshot.keyGroups().equals(store.keyGroups()),
        which + " is of other key groups",
        snapshot);
    require(!snapshot.schemas().isEmpty(), which + " has no schema", snapshot);
    snapshot
        .schemas()
        .forEach(
            schema ->
                require(
                    schema.key().equals(store.keySerializer().description()),
                    which + " has keys of another type",
                    snapshot));
    if (request.mode() == Mode.SAVEPOINT) {
      require(
          snapshot.format().equals(StoreSnapshot.PORTABLE), which + " is not portable", snapshot);
      require(sink.shared().isEmpty(), which + " has blobs for others to name", snapshot);
    }

    Set<BlobRef> added = new HashSet<>();
    for (BlobUse use : snapshot.blobs()) {
      if (use.added()) {
        added.add(use.blob());
      } else {
        require(
            request.mode() == Mode.INCREMENTAL, which + " names an earlier blob: " + use, snapshot);
        require(
            shared.contains(use.blob()) || use.blob() instanceof BlobRef.Inline,
            which + " names a blob that was not written to be shared: " + use,
            snapshot);
      }
    }
    List<BlobRef> committed = sink.committed();
    require(
        added.equals(new HashSet<>(committed)),
        which + " committed " + committed + ", but says it added " + added,
        snapshot);
    shared.addAll(sink.shared());
  }

  private static void require(boolean condition, String complaint, StoreSnapshot snapshot) {
    if (!condition) {
      throw new AssertionError(complaint + "\nin " + snapshot);
    }
  }
}
