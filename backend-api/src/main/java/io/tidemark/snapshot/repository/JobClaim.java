package io.tidemark.snapshot.repository;

import io.tidemark.snapshot.EpochDecision;
import io.tidemark.snapshot.SavepointNote;
import io.tidemark.snapshot.SavepointNoteFormat;
import io.tidemark.snapshot.SnapshotKind;
import io.tidemark.spi.FencedException;
import io.tidemark.spi.StorageException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One coordinator's claim on a job: it begins snapshots, and keeps as many checkpoints as the job
 * wants. Valid until somebody claims the job anew. Needs no closing; a process that dies leaves
 * nothing behind for which its successor has to wait.
 *
 * <ol>
 *   <li>Any thread may call. Snapshots are begun without waiting for anything; publishing and
 *       retaining wait for the storage, and for each other.
 *   <li>Ids rise, and are given once: whatever becomes of a snapshot, no later one gets its id.
 *   <li>After a {@link FencedException} from here, or from a snapshot that was begun here, nothing
 *       is deleted any more, and every further call that would is one too: stop, and tell nobody of
 *       the snapshot.
 * </ol>
 */
public final class JobClaim {

  private static final Logger LOG = LoggerFactory.getLogger(JobClaim.class);

  private final JobStorage job;
  private final long epoch;
  private final long start;
  private final AtomicLong nextId;
  private final UnpublishedBlobs unpublished;
  private final Set<Long> pending = ConcurrentHashMap.newKeySet();
  private volatile boolean fenced;

  /** Guards what follows, and is held while the storage is asked to publish or to delete. */
  private final Object order = new Object();

  private final SnapshotGroup group;
  private long newestPublished;

  JobClaim(JobStorage job, long epoch, long start, Survey survey) {
    this.job = job;
    this.epoch = epoch;
    this.start = start;
    this.nextId = new AtomicLong(Math.max(start, survey.highestId() + 1));
    this.unpublished = new UnpublishedBlobs(job.job());
    this.group = SnapshotGroup.of(survey);
  }

  public long epoch() {
    return epoch;
  }

  /** The id from which this epoch began. */
  public long start() {
    return start;
  }

  /**
   * Has the ids of all snapshots that are begun from now on be larger than {@code id}: that of a
   * snapshot from elsewhere, from which the job goes on.
   */
  public void beginAfter(long id) {
    nextId.accumulateAndGet(id + 1, Math::max);
  }

  /**
   * Has the job go on without the checkpoints that a recovery passed over. From now on they are
   * late, whatever a later reader makes of their bytes: once the job went on from an older one, and
   * sinks took back what they had committed since, nobody may go back to them. Does nothing if none
   * was passed over.
   *
   * <p>To be called before the job goes on from {@code recovery}, by its only user: what was begun
   * here can be published no more.
   *
   * @return the claim of a new epoch, which takes the place of this one
   * @throws FencedException if somebody claimed the job anew
   */
  public JobClaim passOver(Recovery recovery) {
    if (!recovery.fellBack()) {
      return this;
    }
    requireNotSucceeded();
    fenced = true;
    long next = epoch + 1;
    long first = recovery.skipped().stream().mapToLong(FoundSnapshot::id).min().orElseThrow();
    if (!job.epochs().claim(next)
        || !job.epochs().decide(new EpochDecision(next, first))
        || job.epochs().isSucceeded(next)) {
      throw fenced(job, epoch);
    }
    JobClaim successor = new JobClaim(job, next, first, Survey.take(job));
    successor.beginAfter(nextId.get() - 1);
    LOG.info(
        "Job '{}': claimed epoch {}, for which there is no checkpoint from {} on",
        job(),
        next,
        first);
    return successor;
  }

  /**
   * Begins a checkpoint. The caller publishes or aborts it. Asks nothing of the storage.
   *
   * @throws FencedException if it is known that somebody claimed the job anew
   */
  public PendingSnapshot beginCheckpoint() {
    long id = nextId.getAndIncrement();
    return begin(SnapshotKind.CHECKPOINT, id, job, job.layout().checkpoint(id));
  }

  /**
   * Begins a savepoint in {@code target}, which may be a repository over another storage. The
   * caller publishes or aborts it. Asks nothing of the storage. Errors as in {@link
   * #beginCheckpoint}.
   */
  public PendingSnapshot beginSavepoint(SnapshotRepository target) {
    long id = nextId.getAndIncrement();
    JobStorage there = target.jobStorage();
    return begin(SnapshotKind.SAVEPOINT, id, there, there.layout().savepoint(id));
  }

  /**
   * The same under a name that the caller chose. If the name is taken, publishing fails.
   *
   * @throws IllegalArgumentException if {@code name} cannot be one segment of a blob's name
   */
  public PendingSnapshot beginSavepoint(SnapshotRepository target, String name) {
    JobStorage there = target.jobStorage();
    SnapshotLocation location = there.layout().savepoint(name);
    return begin(SnapshotKind.SAVEPOINT, nextId.getAndIncrement(), there, location);
  }

  /**
   * Keeps the newest {@code count} checkpoints of the history that can be read, and deletes what is
   * older: manifests first, then the blobs that no other checkpoint names. Savepoints are left
   * alone, and blobs of aborted snapshots are left to collection.
   *
   * @return the ids of the checkpoints that were deleted
   * @throws FencedException if somebody claimed the job anew; nothing was deleted
   * @throws StorageException if something could not be deleted; the next call tries again
   */
  public List<Long> retain(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("At least one checkpoint is retained, not " + count);
    }
    synchronized (order) {
      requireNotKnownFenced();
      SnapshotGroup.Retired retired = group.olderThanNewest(count);
      if (!retired.ids().isEmpty()) {
        requireNotSucceeded();
        group.displace(retired);
        unpublished.forget(retired.shared());
        delete(retired.manifests());
        delete(retired.blobs());
        group.remove(retired);
      }
      return retired.ids();
    }
  }

  /**
   * Whether checkpoints that are begun here may name blobs of checkpoint {@code id}: the newest
   * that there was when the job was claimed, unless it was late or passed over, and those that were
   * published here, as long as they are retained. Who restores another one has stores write
   * everything anew.
   */
  public boolean mayBuildOn(long id) {
    synchronized (order) {
      return group.isBase(id);
    }
  }

  /** The ids of the checkpoints that stand in for each other, oldest first. */
  public List<Long> retained() {
    synchronized (order) {
      return group.ids();
    }
  }

  /**
   * Publishes a checkpoint.
   *
   * @param flush stores the packs that are the snapshot's own
   */
  void publishCheckpoint(Publication publication, Runnable flush) {
    synchronized (order) {
      requireNotKnownFenced();
      StoredSnapshot snapshot = publication.snapshot();
      if (snapshot.id() < newestPublished) {
        throw new StorageException(
            "Checkpoint "
                + newestPublished
                + " is published already: the older checkpoint "
                + snapshot.id()
                + " is declined",
            false,
            null);
      }
      for (Pack pack : admit(publication.sharedBlobs())) {
        pack.flush(job.storage(), snapshot.location().name(pack.name()));
      }
      flush.run();
      try {
        publication.run(this);
      } catch (StorageException e) {
        if (publication.perhapsDone()) {
          group.addUncertain(snapshot);
        }
        throw e;
      }
      newestPublished = snapshot.id();
      group.add(snapshot);
    }
  }

  /**
   * Publishes a savepoint, after its id was noted where no checkpoint can get it any more.
   *
   * @param flush stores the packs
   */
  void publishSavepoint(Publication publication, Runnable flush) {
    requireNotKnownFenced();
    flush.run();
    StoredSnapshot snapshot = publication.snapshot();
    String place = publication.root() + " " + snapshot.location().manifest();
    byte[] note = SavepointNoteFormat.toBytes(new SavepointNote(snapshot.id(), place));
    if (!job.atomicBlobs().isOurs(job.layout().note(snapshot.id()), note)) {
      requireNotSucceeded();
      throw new StorageException(
          "Another coordinator gave the id "
              + snapshot.id()
              + " to a savepoint: this one is declined, and the next one has another id",
          false,
          null);
    }
    publication.run(this);
  }

  /** A snapshot was published, or will never be. */
  void ended(long id) {
    pending.remove(id);
    if (pending.isEmpty()) {
      unpublished.forgetUnflushed();
    }
  }

  /**
   * Asks the storage whether this is still the newest claim. Who goes on from a checkpoint that it
   * has looked for under an earlier claim asks after it has found one: it may be a successor's.
   *
   * @throws FencedException if not
   */
  public void requireNotSucceeded() {
    if (job.epochs().isSucceeded(epoch)) {
      fenced = true;
    }
    requireNotKnownFenced();
  }

  private void requireNotKnownFenced() {
    if (fenced) {
      throw fenced(job, epoch);
    }
  }

  static FencedException fenced(JobStorage job, long epoch) {
    return new FencedException(
        "Job '"
            + job.job()
            + "' under "
            + job.storage().root()
            + " was claimed by another process, or somebody removed the records of its epochs: this"
            + " process, of epoch "
            + epoch
            + ", stops. Let the other one run; if there is none, start this one again");
  }

  private PendingSnapshot begin(
      SnapshotKind kind, long id, JobStorage target, SnapshotLocation location) {
    requireNotKnownFenced();
    unpublished.forgetOlderThan(job.settings().oldestSafe());
    pending.add(id);
    Instant now = job.settings().clock().instant();
    UnpublishedBlobs shared = kind == SnapshotKind.CHECKPOINT ? unpublished : null;
    PendingBlobs blobs = new PendingBlobs(target, location, now, shared);
    return new PendingSnapshot(this, kind, id, now, location, blobs);
  }

  private List<Pack> admit(Collection<String> shared) {
    Set<String> unknown = group.unknownOf(new HashSet<>(shared));
    return unpublished.admit(unknown, job.settings().oldestSafe());
  }

  private void delete(Collection<String> names) {
    if (!names.isEmpty()) {
      job.storage().delete(names);
    }
  }

  /** The job's name. */
  String job() {
    return job.job();
  }

  Instant oldestSafe() {
    return job.settings().oldestSafe();
  }
}
