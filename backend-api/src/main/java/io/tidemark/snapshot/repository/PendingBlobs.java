package io.tidemark.snapshot.repository;

import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StoredBlob;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What a pending snapshot has put into the storage so far. Any thread. */
final class PendingBlobs {

  /**
   * A shared blob stands in the manifest of every snapshot that names it, so few of its bytes may.
   */
  private static final int SHARED_INLINE_THRESHOLD = 2 << 10;

  /** Manifests are made in one request, so all that is inline together is bounded. */
  private static final long INLINE_BUDGET = 6L << 20;

  private final SnapshotStorage storage;
  private final SnapshotLocation location;
  private final String exclusiveFolder;
  private final boolean selfContained;
  private final int inlineThreshold;
  private final Supplier<UUID> ids;
  private final AtomicLong inlined = new AtomicLong();
  private final Set<String> exclusive = ConcurrentHashMap.newKeySet();
  private final Set<String> shared = ConcurrentHashMap.newKeySet();

  /**
   * @param exclusiveFolder where the snapshot's own blobs go, relative to the location's base
   * @param selfContained whether nothing is shared, whatever a store asks for
   */
  PendingBlobs(
      SnapshotStorage storage,
      SnapshotLocation location,
      String exclusiveFolder,
      boolean selfContained,
      int inlineThreshold,
      Supplier<UUID> ids) {
    this.storage = storage;
    this.location = location;
    this.exclusiveFolder = exclusiveFolder;
    this.selfContained = selfContained;
    this.inlineThreshold = inlineThreshold;
    this.ids = ids;
  }

  String newName(BlobScope scope) {
    UUID id = ids.get();
    return isShared(scope) ? SnapshotLayout.sharedName(id) : exclusiveFolder + id;
  }

  String absolute(String relative) {
    return location.name(relative);
  }

  BlobWriter<StoredBlob> write(String relative) {
    return storage.write(absolute(relative));
  }

  void committed(BlobScope scope, String relative) {
    (isShared(scope) ? shared : exclusive).add(absolute(relative));
  }

  /** Whether a blob of this length may travel in the manifest; if so, it counts. */
  boolean takesInline(BlobScope scope, int length) {
    int threshold =
        isShared(scope) ? Math.min(SHARED_INLINE_THRESHOLD, inlineThreshold) : inlineThreshold;
    return length <= threshold && inlined.addAndGet(length) <= INLINE_BUDGET;
  }

  /** The names of this snapshot's own blobs in the storage. */
  Set<String> exclusive() {
    return exclusive;
  }

  /** The names of the blobs that it has made for others as well. */
  Set<String> shared() {
    return shared;
  }

  private boolean isShared(BlobScope scope) {
    return scope == BlobScope.SHARED && !selfContained;
  }
}
