package io.tidemark.snapshot.repository;

import io.tidemark.snapshot.ManifestFormat;
import io.tidemark.snapshot.SnapshotKind;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The step that makes a snapshot exist: its manifest is written in one request unless there is one,
 * and only then it is asked whether a later epoch was claimed. A successor claims first and looks
 * for checkpoints then; so either it sees this one, or this one's coordinator sees the claim. May
 * be repeated after a {@link StorageException}. Used by one thread at a time.
 */
final class Publication {

  private final JobStorage target;
  private final StoredSnapshot snapshot;
  private final byte[] bytes;
  private boolean perhapsDone;

  private Publication(JobStorage target, StoredSnapshot snapshot, byte[] bytes) {
    this.target = target;
    this.snapshot = snapshot;
    this.bytes = bytes;
  }

  /**
   * Prepares the manifest, with inline bytes moved into a pack if it would be too large.
   *
   * @throws StorageException if it is too large even so
   */
  static Publication prepare(
      SnapshotLocation location, SnapshotManifest manifest, PendingBlobs blobs) {
    byte[] bytes = ManifestFormat.toBytes(manifest);
    SnapshotManifest smaller = manifest;
    if (bytes.length > SnapshotStorage.MAX_ATOMIC_BYTES) {
      smaller = withoutInline(manifest, blobs);
      bytes = ManifestFormat.toBytes(smaller);
    }
    if (bytes.length > SnapshotStorage.MAX_ATOMIC_BYTES) {
      throw new StorageException(
          "The manifest "
              + location.manifest()
              + " would have "
              + bytes.length
              + " bytes, more than can be written at once ("
              + SnapshotStorage.MAX_ATOMIC_BYTES
              + "): take full snapshots more often, or lower the parallelism",
          false,
          null);
    }
    return new Publication(blobs.job(), new StoredSnapshot(location, smaller, bytes.length), bytes);
  }

  static SnapshotExistsException savepointExists(JobStorage target, SnapshotLocation location) {
    return new SnapshotExistsException(
        "There is a savepoint at "
            + location.manifest()
            + " under "
            + target.storage().root()
            + " already: choose another name, or delete that one");
  }

  /** The root of the storage in which it will lie. */
  URI root() {
    return target.storage().root();
  }

  StoredSnapshot snapshot() {
    return snapshot;
  }

  Set<String> storedBlobs() {
    return snapshot.manifest().storedBlobs().stream()
        .map(BlobRef.Stored::name)
        .collect(Collectors.toSet());
  }

  Set<String> sharedBlobs() {
    return storedBlobs().stream().filter(SnapshotLayout::isShared).collect(Collectors.toSet());
  }

  /** Whether the snapshot exists, or may come to exist, though {@link #run} did not say so. */
  boolean perhapsDone() {
    return perhapsDone;
  }

  /**
   * Publishes.
   *
   * @throws io.tidemark.spi.FencedException if {@code claim} is not the newest
   * @throws SnapshotExistsException if there is another savepoint of that name
   * @throws StorageException if it is not known whether it is published, or another coordinator has
   *     left a checkpoint of that id behind
   */
  void run(JobClaim claim) {
    SnapshotLocation location = snapshot.location();
    perhapsDone = true;
    boolean ours = target.atomicBlobs().isOurs(location.manifest(), bytes);
    perhapsDone = ours;
    if (!ours && snapshot.manifest().kind() == SnapshotKind.SAVEPOINT) {
      throw savepointExists(target, location);
    }
    claim.requireNotSucceeded();
    if (!ours) {
      throw new StorageException(
          "An earlier coordinator published "
              + location.manifest()
              + " when it had been succeeded: this checkpoint is declined, and the next one has"
              + " another id",
          false,
          null);
    }
  }

  private static SnapshotManifest withoutInline(SnapshotManifest manifest, PendingBlobs blobs) {
    Map<BlobRef.Inline, BlobRef> moved = new HashMap<>();
    return manifest.withBlobs(
        blob ->
            blob instanceof BlobRef.Inline inline && inline.length() > 0
                ? moved.computeIfAbsent(inline, bytes -> pack(bytes, blobs))
                : blob);
  }

  private static BlobRef pack(BlobRef.Inline inline, PendingBlobs blobs) {
    byte[] bytes = inline.bytes();
    return blobs.pack(BlobScope.EXCLUSIVE, bytes, bytes.length, inline.checksum());
  }
}
