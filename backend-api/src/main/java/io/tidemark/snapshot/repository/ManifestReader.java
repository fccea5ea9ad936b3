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
   * @throws SnapshotCorruptException if its manifest is damaged, or belongs to another place: in a
   *     checkpoint's folder is the manifest of that checkpoint, and that of a savepoint in any
   *     other
   * @throws SnapshotVersionException if a newer release wrote it
   */
  Optional<StoredSnapshot> read(SnapshotLocation location) {
    Optional<StoredSnapshot> read =
        blobs
            .read(location.manifest())
            .map(
                bytes ->
                    new StoredSnapshot(
                        location,
                        ManifestFormat.fromBytes(bytes, location.manifest()),
                        bytes.length));
    read.ifPresent(ManifestReader::requirePlace);
    return read;
  }

  /** A checkpoint that a listing showed, empty if it is gone meanwhile. */
  Optional<FoundSnapshot> checkpoint(long id, SnapshotLocation location, StoredBlob blob) {
    return find(location, blob, id);
  }

  /** A savepoint that a listing showed, empty if it is gone meanwhile. */
  Optional<FoundSnapshot> savepoint(SnapshotLocation location, StoredBlob blob) {
    return find(location, blob, 0);
  }

  private Optional<FoundSnapshot> find(SnapshotLocation location, StoredBlob blob, long id) {
    try {
      return read(location)
          .map(
              snapshot ->
                  new FoundSnapshot(
                      location,
                      snapshot.id(),
                      Optional.of(snapshot),
                      Optional.empty(),
                      false,
                      blob));
    } catch (SnapshotCorruptException | SnapshotVersionException e) {
      TidemarkException damage = e;
      return Optional.of(
          new FoundSnapshot(location, id, Optional.empty(), Optional.of(damage), false, blob));
    }
  }

  private static void requirePlace(StoredSnapshot snapshot) {
    SnapshotLocation location = snapshot.location();
    SnapshotManifest manifest = snapshot.manifest();
    boolean inPlace =
        location.isSelfContained()
            ? manifest.kind() == SnapshotKind.SAVEPOINT
            : manifest.kind() == SnapshotKind.CHECKPOINT
                && location.folderName().equals(SnapshotLayout.number(manifest.id()));
    if (!inPlace) {
      throw new SnapshotCorruptException(
          location.manifest(),
          0,
          "it is the manifest of "
              + manifest.kind().label()
              + " "
              + manifest.id()
              + ", which does not belong there");
    }
  }
}
