package io.tidemark.snapshot.repository;

import io.tidemark.TidemarkException;
import io.tidemark.snapshot.ManifestFormat;
import io.tidemark.snapshot.SnapshotKind;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotVersionException;
import io.tidemark.spi.StoredBlob;
import java.util.Optional;

/** Reads manifests of a storage. */
final class ManifestReader {

  private final AtomicBlobs blobs;

  ManifestReader(AtomicBlobs blobs) {
    this.blobs = blobs;
  }

  /**
   * The snapshot at {@code location}, empty if there is none.
   *
   * @throws SnapshotCorruptException if its manifest is damaged
   * @throws SnapshotVersionException if a newer release wrote it
   */
  Optional<StoredSnapshot> read(SnapshotLocation location) {
    return blobs
        .read(location.manifest())
        .map(
            bytes ->
                new StoredSnapshot(
                    location, ManifestFormat.fromBytes(bytes, location.manifest()), bytes.length));
  }

  /** A checkpoint that a listing showed, empty if it is gone meanwhile. */
  Optional<FoundSnapshot> checkpoint(long id, SnapshotLocation location, StoredBlob blob) {
    return find(SnapshotKind.CHECKPOINT, location, blob, id);
  }

  /** A savepoint that a listing showed, empty if it is gone meanwhile. */
  Optional<FoundSnapshot> savepoint(SnapshotLocation location, StoredBlob blob) {
    return find(SnapshotKind.SAVEPOINT, location, blob, 0);
  }

  private Optional<FoundSnapshot> find(
      SnapshotKind kind, SnapshotLocation location, StoredBlob blob, long id) {
    try {
      Optional<StoredSnapshot> read = read(location);
      read.ifPresent(snapshot -> requirePlace(snapshot, kind, id));
      return read.map(
          snapshot ->
              new FoundSnapshot(
                  location, snapshot.id(), Optional.of(snapshot), Optional.empty(), false, blob));
    } catch (SnapshotCorruptException | SnapshotVersionException e) {
      TidemarkException damage = e;
      return Optional.of(
          new FoundSnapshot(location, id, Optional.empty(), Optional.of(damage), false, blob));
    }
  }

  private static void requirePlace(StoredSnapshot snapshot, SnapshotKind kind, long id) {
    SnapshotManifest manifest = snapshot.manifest();
    if (manifest.kind() != kind || (id > 0 && manifest.id() != id)) {
      throw new SnapshotCorruptException(
          snapshot.location().manifest(),
          0,
          "it is the manifest of " + manifest.kind().label() + " " + manifest.id());
    }
  }
}
