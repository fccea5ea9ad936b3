package io.tidemark.snapshot.repository;

import io.tidemark.snapshot.SnapshotKind;
import io.tidemark.spi.FencedException;
import io.tidemark.spi.SnapshotStorage;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One coordinator's claim on a job: it begins snapshots, and keeps as many checkpoints as the job
 * wants. Valid until somebody claims the job anew. Any thread may call it; calls wait for each
 * other only in memory.
 */
public final class JobClaim {

  private final SnapshotRepository repository;
  private final SnapshotLayout layout;
  private final RepositorySettings settings;
  private final long epoch;
  private final long start;

  private final TreeMap<Long, StoredSnapshot> published = new TreeMap<>();
  private final Map<Long, PendingSnapshot> pending = new HashMap<>();
  private final Set<String> abandoned = new HashSet<>();
  private long nextId;

  JobClaim(
      SnapshotRepository repository,
      SnapshotLayout layout,
      RepositorySettings settings,
      long epoch,
      long start,
      List<FoundSnapshot> found) {
    this.repository = repository;
    this.layout = layout;
    this.settings = settings;
    this.epoch = epoch;
    this.start = start;
    this.nextId = start;
    found.forEach(one -> one.snapshot().ifPresent(snapshot -> published.put(one.id(), snapshot)));
  }

  public long epoch() {
    return epoch;
  }

  /** The id from which this epoch began. */
  public long start() {
    return start;
  }

  /** Begins a checkpoint. The caller publishes or aborts it. Asks nothing of the storage. */
  public synchronized PendingSnapshot beginCheckpoint() {
    long id = nextId++;
    SnapshotLocation location = repository.checkpointLocation(id);
    String own = layout.checkpointFolder(id).substring(layout.jobFolder().length());
    return begin(id, SnapshotKind.CHECKPOINT, repository.storage(), location, own);
  }

  /**
   * Begins a savepoint in {@code target}, which may be a repository over another storage. The
   * caller publishes or aborts it.
   */
  public synchronized PendingSnapshot beginSavepoint(SnapshotRepository target) {
    long id = nextId++;
    SnapshotLocation location = target.savepointLocation("savepoint-" + SnapshotLayout.number(id));
    return begin(id, SnapshotKind.SAVEPOINT, target.storage(), location, "");
  }

  private PendingSnapshot begin(
      long id,
      SnapshotKind kind,
      SnapshotStorage storage,
      SnapshotLocation location,
      String ownFolder) {
    PendingBlobs blobs =
        new PendingBlobs(
            storage,
            location,
            ownFolder,
            kind == SnapshotKind.SAVEPOINT,
            settings.inlineThreshold(),
            settings.ids());
    PendingSnapshot snapshot =
        new PendingSnapshot(this, storage, location, id, kind, blobs, settings.clock());
    pending.put(id, snapshot);
    return snapshot;
  }

  /**
   * Keeps the newest {@code count} checkpoints of the history and deletes the others, and what only
   * they or aborted snapshots named. Savepoints are left alone, and so is what a pending snapshot
   * may build on.
   *
   * @return the ids of the checkpoints that were deleted
   */
  public List<Long> retain(int count) {
    Set<String> garbage = new HashSet<>();
    Set<String> manifests = new HashSet<>();
    List<Long> dropped;
    synchronized (this) {
      dropped = published.keySet().stream().limit(Math.max(0, published.size() - count)).toList();
      for (Long id : dropped) {
        StoredSnapshot snapshot = published.remove(id);
        if (snapshot != null) {
          manifests.add(snapshot.location().manifest());
          garbage.addAll(snapshot.blobNames());
        }
      }
      if (pending.isEmpty()) {
        garbage.addAll(abandoned);
        abandoned.clear();
      }
      published.values().forEach(snapshot -> garbage.removeAll(snapshot.blobNames()));
      pending.values().forEach(snapshot -> garbage.removeAll(snapshot.sharedNames()));
    }
    delete(manifests);
    delete(garbage);
    return dropped;
  }

  /** The ids of the checkpoints that are kept, oldest first. */
  public synchronized List<Long> retained() {
    return List.copyOf(published.keySet());
  }

  private void delete(Collection<String> names) {
    if (!names.isEmpty()) {
      repository.storage().delete(names);
    }
  }

  /** After a manifest was made: whether nobody has claimed the job since. */
  void requireUnfenced() {
    if (new Epochs(repository.storage(), layout).isClaimed(epoch + 1)) {
      throw fenced("epoch " + (epoch + 1) + " was claimed");
    }
  }

  FencedException fenced(String why) {
    return new FencedException(
        "Job '"
            + repository.job()
            + "' under "
            + repository.storage().root()
            + " is coordinated by another process: "
            + why
            + ", and this one has epoch "
            + epoch
            + ". It stops; let the other one run");
  }

  synchronized void published(PendingSnapshot snapshot, StoredSnapshot stored) {
    pending.remove(snapshot.id());
    if (snapshot.kind() == SnapshotKind.CHECKPOINT) {
      published.put(snapshot.id(), stored);
    }
  }

  synchronized void aborted(PendingSnapshot snapshot) {
    if (pending.remove(snapshot.id()) != null) {
      abandoned.addAll(snapshot.sharedNames());
    }
  }

  synchronized boolean isPending(PendingSnapshot snapshot) {
    return pending.containsKey(snapshot.id());
  }

  String job() {
    return repository.job();
  }
}
