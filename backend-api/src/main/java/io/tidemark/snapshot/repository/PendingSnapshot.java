package io.tidemark.snapshot.repository;

import io.tidemark.snapshot.ManifestFormat;
import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.snapshot.SnapshotKind;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.spi.BlobNotFoundException;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import io.tidemark.spi.SupportsLink;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A snapshot that is being written. Sinks may be used by any number of threads; {@link #publish}
 * and {@link #abort} are called once, one of them.
 */
public final class PendingSnapshot {

  private final JobClaim claim;
  private final SnapshotStorage storage;
  private final SnapshotLocation location;
  private final long id;
  private final SnapshotKind kind;
  private final PendingBlobs blobs;
  private final InstantSource clock;
  private final long startedMillis;

  PendingSnapshot(
      JobClaim claim,
      SnapshotStorage storage,
      SnapshotLocation location,
      long id,
      SnapshotKind kind,
      PendingBlobs blobs,
      InstantSource clock) {
    this.claim = claim;
    this.storage = storage;
    this.location = location;
    this.id = id;
    this.kind = kind;
    this.blobs = blobs;
    this.clock = clock;
    this.startedMillis = clock.millis();
  }

  public long id() {
    return id;
  }

  public SnapshotKind kind() {
    return kind;
  }

  public SnapshotLocation location() {
    return location;
  }

  /** A sink for one store. The caller {@linkplain StoreSink#finish finishes} and closes it. */
  @SuppressWarnings("unchecked") // storages name blobs by strings
  public StoreSink sink() {
    return storage instanceof SupportsLink<?, ?> link
        ? new LinkingStoreSink(blobs, (SupportsLink<String, StoredBlob>) link)
        : new StoreSink(blobs);
  }

  /**
   * Makes the snapshot exist, and only then returns.
   *
   * @throws io.tidemark.spi.FencedException if another coordinator has claimed the job. The
   *     snapshot may exist or not; the caller stops, and deletes nothing
   * @throws StorageException if the manifest was not made; the snapshot does not exist and never
   *     will
   */
  public StoredSnapshot publish(
      int maxParallelism,
      String keyGroupRule,
      List<OperatorSnapshot> operators,
      Map<String, String> properties) {
    SnapshotManifest manifest =
        new SnapshotManifest(
            claim.job(),
            id,
            kind,
            claim.epoch(),
            claim.start(),
            startedMillis,
            clock.millis(),
            maxParallelism,
            keyGroupRule,
            operators,
            properties);
    byte[] bytes = ManifestFormat.toBytes(manifest);
    create(bytes);
    claim.requireUnfenced();
    StoredSnapshot stored = new StoredSnapshot(location, manifest, bytes.length);
    claim.published(this, stored);
    return stored;
  }

  /** A refusal, or an error, may be our own first try's doing: only what is there tells. */
  private void create(byte[] bytes) {
    StorageException failure = null;
    try {
      if (storage.createIfAbsent(location.manifest(), bytes)) {
        return;
      }
    } catch (StorageException e) {
      failure = e;
    }
    byte[] there;
    try {
      there = StorageReads.small(storage, location.manifest());
    } catch (BlobNotFoundException e) {
      throw failure != null
          ? failure
          : new StorageException(
              "Manifest '" + location.manifest() + "' was refused and is not there", true, e);
    }
    if (Arrays.equals(there, bytes)) {
      return;
    }
    SnapshotManifest other = ManifestFormat.fromBytes(there, location.manifest());
    if (other.epoch() > claim.epoch()) {
      throw claim.fenced("it has published snapshot " + id);
    }
    throw new StorageException(
        "Snapshot "
            + id
            + " was published by an older coordinator, of epoch "
            + other.epoch()
            + "; the next id is free",
        true,
        failure);
  }

  /**
   * Forgets the snapshot and deletes what only it could name. Blobs that it made for others as well
   * are left to {@link JobClaim#retain} and to collection. Idempotent; does nothing to a published
   * snapshot.
   */
  public void abort() {
    if (claim.isPending(this)) {
      claim.aborted(this);
      Set<String> own = Set.copyOf(blobs.exclusive());
      if (!own.isEmpty()) {
        storage.delete(own);
      }
    }
  }

  Set<String> sharedNames() {
    return blobs.shared();
  }
}
