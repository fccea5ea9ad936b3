package io.tidemark.snapshot.repository;

import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.snapshot.SnapshotKind;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.spi.FencedException;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import io.tidemark.spi.SupportsLink;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot that is being written. Nobody sees anything of it before it is published.
 *
 * <ol>
 *   <li>Sinks may be used by any number of threads. {@link #publish} and {@link #abort} may come
 *       from any thread, and wait for each other; one of them ends the snapshot.
 *   <li>A blob that a sink has committed is sure to be stored when {@link #publish} returned; small
 *       ones wait until then.
 * </ol>
 */
public final class PendingSnapshot implements AutoCloseable {

  private final JobClaim claim;
  private final SnapshotKind kind;
  private final long id;
  private final Instant started;
  private final SnapshotLocation location;
  private final PendingBlobs blobs;
  private @Nullable Content content;
  private @Nullable Publication publication;
  private boolean ended;

  PendingSnapshot(
      JobClaim claim,
      SnapshotKind kind,
      long id,
      Instant started,
      SnapshotLocation location,
      PendingBlobs blobs) {
    this.claim = claim;
    this.kind = kind;
    this.id = id;
    this.started = started;
    this.location = location;
    this.blobs = blobs;
  }

  private record Content(
      int maxParallelism,
      String keyGroupRule,
      List<OperatorSnapshot> operators,
      Map<String, String> properties) {}

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
    return blobs.job().storage() instanceof SupportsLink<?, ?> link
        ? new LinkingStoreSink(blobs, (SupportsLink<String, StoredBlob>) link)
        : new StoreSink(blobs);
  }

  /**
   * Makes the snapshot exist, and only then returns. After a {@link StorageException} it may be
   * called again with the same content; who does not, aborts.
   *
   * @throws FencedException if another coordinator has claimed the job. The snapshot may exist or
   *     not; the caller stops, tells nobody, and nothing is deleted
   * @throws StorageException if the storage failed, or the snapshot builds on blobs that may have
   *     been collected, or was pending for too long, or a newer checkpoint is published: decline
   *     it, and go on
   * @throws SnapshotExistsException if there is another savepoint of that name
   * @throws IllegalStateException if it was published or aborted before
   * @throws IllegalArgumentException if the content names blobs that other snapshots have for
   *     themselves alone
   */
  public synchronized StoredSnapshot publish(
      int maxParallelism,
      String keyGroupRule,
      List<OperatorSnapshot> operators,
      Map<String, String> properties) {
    if (ended) {
      throw new IllegalStateException("Snapshot " + id + " is published or aborted");
    }
    requireYoung();
    Publication prepared =
        prepare(new Content(maxParallelism, keyGroupRule, operators, properties));
    try {
      if (kind == SnapshotKind.CHECKPOINT) {
        claim.publishCheckpoint(prepared, () -> blobs.flush(prepared.storedBlobs()));
      } else {
        claim.publishSavepoint(prepared, () -> blobs.flush(prepared.storedBlobs()));
      }
    } catch (FencedException e) {
      end();
      throw e;
    }
    end();
    return prepared.snapshot();
  }

  /**
   * Gives the snapshot up, and deletes what only it could name. Blobs that it made for others as
   * well are left to collection: tell all stores that it was discarded before they capture the next
   * snapshot. If it may have been published all the same, nothing is deleted, and the next claim
   * finds out. Idempotent; does nothing to a snapshot that is published or fenced.
   *
   * @throws StorageException if something could not be deleted; collection does
   */
  public synchronized void abort() {
    if (ended) {
      return;
    }
    end();
    List<String> own = blobs.ownBlobs();
    boolean perhapsPublished = publication != null && publication.perhapsDone();
    if (!perhapsPublished && !own.isEmpty()) {
      blobs.job().storage().delete(own);
    }
  }

  /** {@linkplain #abort Aborts} what was not published. Idempotent. */
  @Override
  public void close() {
    abort();
  }

  private void requireYoung() {
    if (started.isBefore(claim.oldestSafe())) {
      throw new StorageException(
          "Snapshot "
              + id
              + " is pending since "
              + started
              + ", too long for its blobs to be safe from collection: it is declined; give the"
              + " repository a longer shelf life",
          false,
          null);
    }
  }

  private Publication prepare(Content newContent) {
    Publication before = publication;
    if (before != null && newContent.equals(content)) {
      return before;
    }
    if (before != null && before.perhapsDone()) {
      throw new IllegalStateException("Snapshot " + id + " may be published with other content");
    }
    long startedMillis = started.toEpochMilli();
    SnapshotManifest manifest =
        new SnapshotManifest(
            claim.job(),
            id,
            kind,
            claim.epoch(),
            claim.start(),
            startedMillis,
            Math.max(startedMillis, blobs.job().settings().clock().millis()),
            newContent.maxParallelism(),
            newContent.keyGroupRule(),
            newContent.operators(),
            newContent.properties());
    manifest.storedBlobs().forEach(blob -> requireOwnOrShared(blob.name()));
    Publication prepared = Publication.prepare(location, manifest, blobs);
    publication = prepared;
    content = newContent;
    return prepared;
  }

  private void requireOwnOrShared(String name) {
    boolean shared = kind == SnapshotKind.CHECKPOINT && SnapshotLayout.isShared(name);
    if (!shared && !location.name(name).startsWith(location.folder())) {
      throw new IllegalArgumentException(
          "Snapshot " + id + " names blob '" + name + "', which another one has for itself alone");
    }
  }

  private void end() {
    ended = true;
    blobs.end();
    claim.ended(id);
  }
}
