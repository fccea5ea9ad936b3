package io.tidemark.snapshot.repository;

import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.StoreSnapshot;
import java.util.HashSet;
import java.util.Set;

/**
 * A snapshot that was loaded.
 *
 * @param location where it lies
 * @param manifest what it holds
 * @param manifestBytes the length of its manifest
 */
public record StoredSnapshot(
    SnapshotLocation location, SnapshotManifest manifest, long manifestBytes) {

  /** Its id. */
  public long id() {
    return manifest.id();
  }

  /**
   * Whether later checkpoints may build on what a store wrote into a checkpoint: not if it wrote it
   * for that one alone, with which the blobs go.
   */
  public static boolean mayBeBuiltOn(StoreSnapshot part) {
    return part.mayBeBuiltOn(blob -> SnapshotLayout.isShared(blob.name()));
  }

  /** The names under the storage's root of all blobs that it names. */
  public Set<String> blobNames() {
    Set<String> names = new HashSet<>();
    for (BlobRef.Stored blob : manifest.storedBlobs()) {
      names.add(location.name(blob.name()));
    }
    return names;
  }
}
