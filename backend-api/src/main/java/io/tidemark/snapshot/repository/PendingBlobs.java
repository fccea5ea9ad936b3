package io.tidemark.snapshot.repository;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.StoredBlob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * What a pending snapshot has written. Packs are filled by all its stores together, so that a
 * snapshot of small state costs a handful of requests, not some for each subtask. Any thread may
 * call.
 */
final class PendingBlobs {

  /** Up to this size blobs are packed. */
  static final int PACKED = 1 << 20;

  /**
   * A shared blob stands in the manifest of every snapshot that names it, so few of its bytes may.
   */
  private static final int INLINE_SHARED = 2 << 10;

  /** How large a pack becomes. */
  private static final int PACK = 8 << 20;

  private static final int FIRST_OF_PACK = 64 << 10;

  private final JobStorage job;
  private final SnapshotLocation location;
  private final Instant began;
  private final @Nullable UnpublishedBlobs shared;
  private final Set<String> own = new LinkedHashSet<>();
  private final Map<BlobScope, Pack> filling = new EnumMap<>(BlobScope.class);
  private final Map<String, Pack> ownPacks = new HashMap<>();
  private boolean ended;

  /**
   * Nothing yet.
   *
   * @param began when the snapshot began: its blobs are younger
   * @param shared where shared blobs are registered, or null if the snapshot shares none
   */
  PendingBlobs(
      JobStorage job, SnapshotLocation location, Instant began, @Nullable UnpublishedBlobs shared) {
    this.job = job;
    this.location = location;
    this.began = began;
    this.shared = shared;
  }

  JobStorage job() {
    return job;
  }

  /** The scope that a blob really has: a self-contained snapshot shares nothing. */
  BlobScope scope(BlobScope wanted) {
    return shared == null ? BlobScope.EXCLUSIVE : wanted;
  }

  /** Up to which size a blob travels in the manifest. */
  int inlineLimit(BlobScope wanted) {
    int limit = job.settings().inlineThreshold();
    return scope(wanted) == BlobScope.SHARED ? Math.min(limit, INLINE_SHARED) : limit;
  }

  /** What the manifest calls a new blob. */
  String newName(BlobScope scope) {
    requireOpen();
    return scope(scope) == BlobScope.SHARED
        ? SnapshotLayout.sharedBlob(job.settings().ids().get())
        : location.ownName(job.settings().ids().get().toString());
  }

  /** The name in the storage of what the manifest calls {@code name}. */
  String inStorage(String name) {
    return location.name(name);
  }

  BlobWriter<StoredBlob> begin(String name) {
    requireOpen();
    return job.storage().write(inStorage(name));
  }

  /**
   * Takes a committed blob over.
   *
   * @throws CancellationException if the snapshot ended meanwhile; the blob is then gone again, or
   *     left to collection
   */
  void committed(BlobScope scope, String name) {
    boolean late;
    synchronized (this) {
      late = ended;
      if (!late && scope(scope) == BlobScope.EXCLUSIVE) {
        own.add(name);
      }
    }
    if (late) {
      if (scope(scope) == BlobScope.EXCLUSIVE) {
        job.storage().delete(List.of(inStorage(name)));
      }
      throw ended();
    }
    if (shared != null && scope == BlobScope.SHARED) {
      shared.written(name, began, null);
    }
  }

  /** Puts a small blob into a pack; it is stored when {@link #flush} returned. */
  BlobRef.Stored pack(BlobScope wanted, byte[] bytes, int length, int checksum) {
    BlobScope scope = scope(wanted);
    Pack full;
    Pack next;
    synchronized (this) {
      requireOpen();
      full = filling.get(scope);
      long offset = full == null ? -1 : full.append(bytes, length, PACK);
      if (full != null && offset >= 0) {
        return new BlobRef.Stored(full.name(), offset, length, checksum);
      }
      next = newPack(scope, length);
      next.append(bytes, length, PACK);
    }
    if (full != null) {
      full.flush(job.storage(), inStorage(full.name()));
    }
    return new BlobRef.Stored(next.name(), 0, length, checksum);
  }

  /** Stores those of its own packs that {@code names} names. */
  void flush(Collection<String> names) {
    List<Pack> wanted = new ArrayList<>();
    synchronized (this) {
      names.stream().map(ownPacks::get).filter(pack -> pack != null).forEach(wanted::add);
    }
    wanted.forEach(pack -> pack.flush(job.storage(), inStorage(pack.name())));
  }

  /** From now on nothing is taken over any more. */
  synchronized void end() {
    ended = true;
    filling.clear();
    ownPacks.clear();
  }

  /** The names in the storage of all blobs of this snapshot alone that may be there. */
  synchronized List<String> ownBlobs() {
    return own.stream().map(this::inStorage).toList();
  }

  private Pack newPack(BlobScope scope, int length) {
    Pack pack = new Pack(newName(scope) + SnapshotLayout.PACK, Math.max(length, FIRST_OF_PACK));
    filling.put(scope, pack);
    if (shared != null && scope == BlobScope.SHARED) {
      shared.written(pack.name(), began, pack);
    } else {
      own.add(pack.name());
      ownPacks.put(pack.name(), pack);
    }
    return pack;
  }

  private synchronized void requireOpen() {
    if (ended) {
      throw ended();
    }
  }

  private CancellationException ended() {
    return new CancellationException("The snapshot of " + location.manifest() + " ended meanwhile");
  }
}
