package io.tidemark.snapshot.repository;

import io.tidemark.TidemarkException;
import io.tidemark.snapshot.EpochDecision;
import io.tidemark.snapshot.RecoveryOptions.Damaged;
import io.tidemark.snapshot.SnapshotKind;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotNotFoundException;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.SnapshotVersionException;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import io.tidemark.spi.SupportsLateReads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots of one job under one root (docs/FORMAT-MANIFEST.md).
 *
 * <p>Obligations:
 *
 * <ol>
 *   <li>Any number of threads and processes may call anything, beside a running job too, except
 *       where it says otherwise. Nothing is kept between calls, and nothing needs to be closed; the
 *       storage belongs to whoever opened it.
 *   <li>A snapshot exists if and only if its manifest does. A checkpoint is part of the history
 *       unless its coordinator published it when it had been succeeded.
 *   <li>What is read is checked; bytes that are not what was written are a {@link
 *       SnapshotCorruptException}.
 *   <li>Every method fails with a {@link StorageException} if the storage does.
 * </ol>
 */
public final class SnapshotRepository {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotRepository.class);

  private final JobStorage job;
  private final BlobVerifier verifier;

  /**
   * Makes a repository. Asks nothing of the storage.
   *
   * @param job the job's name: letters, digits, {@code .}, {@code _} and {@code -}
   */
  public SnapshotRepository(SnapshotStorage storage, String job, RepositorySettings settings) {
    this.job = JobStorage.of(storage, job, settings);
    this.verifier = new BlobVerifier(storage, settings.work());
  }

  /**
   * The names of the jobs that have a snapshot, a claim or a shared blob under {@code storage}'s
   * root. Lists all of it. What other products keep there is no job.
   */
  public static List<String> jobs(SnapshotStorage storage) {
    try (Stream<StoredBlob> blobs = storage.list("")) {
      return blobs
          .map(StoredBlob::name)
          .filter(name -> name.indexOf('/') > 0)
          .filter(SnapshotLayout::isSignOfSomeJob)
          .map(name -> name.substring(0, name.indexOf('/')))
          .distinct()
          .toList();
    }
  }

  /** Whether {@code storage}'s root is the folder of one job, which has a snapshot or a claim. */
  public static boolean isFolderOfJob(SnapshotStorage storage) {
    return Stream.of("checkpoints/", "epochs/", "savepoints/")
        .anyMatch(
            folder -> {
              try (Stream<StoredBlob> blobs = storage.list(folder)) {
                return blobs.map(StoredBlob::name).anyMatch(SnapshotLayout::isSign);
              }
            });
  }

  public String job() {
    return job.job();
  }

  public SnapshotStorage storage() {
    return job.storage();
  }

  /**
   * Makes the caller the job's coordinator: whoever was it before is fenced from now on, and
   * nothing that it publishes counts. One claim is for one restore: who restores again claims
   * again, or {@linkplain JobClaim#passOver passes over} what could not be restored.
   *
   * @throws io.tidemark.spi.FencedException if somebody else claims at the same time, and later
   * @throws SnapshotVersionException if a newer release wrote the newest checkpoint. It was looked
   *     at first: a coordinator of that release runs on
   */
  public JobClaim claim() {
    Survey before = Survey.take(job);
    requireNotNewer(before);
    long newest = before.epochs().newest();
    if (newest == 0) {
      newest = epochsWithoutRecords(before);
    }
    long epoch = job.epochs().claimAfter(newest);
    job.epochs().closeUndecided(before.epochs(), newest + 1, epoch);
    Survey survey = Survey.take(job);
    requireNotNewer(survey);
    long start = survey.highestIdInHistory() + 1;
    if (!job.epochs().decide(new EpochDecision(epoch, start)) || job.epochs().isSucceeded(epoch)) {
      throw JobClaim.fenced(job, epoch);
    }
    LOG.info("Job '{}': claimed epoch {}, which begins at snapshot {}", job(), epoch, start);
    return new JobClaim(job, epoch, start, survey);
  }

  /**
   * The checkpoints of the history, oldest first; those whose manifest cannot be read among them.
   */
  public List<FoundSnapshot> checkpoints() {
    return Survey.take(job).inHistory();
  }

  /** The savepoints, by name. */
  public List<FoundSnapshot> savepoints() {
    return Savepoints.list(job);
  }

  /**
   * All checkpoints, late ones among them, and then all savepoints, each with what can be found
   * wrong with it without reading its blobs: that its manifest cannot be read, that blobs are
   * missing or too short.
   */
  public List<FoundSnapshot> list() {
    List<FoundSnapshot> found = new ArrayList<>(Survey.take(job).checkpoints().values());
    found.addAll(Savepoints.list(job));
    Presence presence = Presence.of(found, job.storage(), List.of(job.layout().root()));
    return found.stream().map(presence::checked).toList();
  }

  /**
   * The blobs of a snapshot, which can be read as long as the storage is open and neither retention
   * nor a person deletes them.
   */
  public SupportsLateReads source(StoredSnapshot snapshot) {
    return StorageBlobSource.of(job.storage(), snapshot.location());
  }

  /**
   * Loads a checkpoint, whether or not it is part of the history.
   *
   * @throws SnapshotNotFoundException if there is none of that id
   * @throws SnapshotVersionException if a newer release wrote it
   */
  public StoredSnapshot checkpoint(long id) {
    return load(job.layout().checkpoint(id));
  }

  /**
   * Loads a savepoint.
   *
   * @throws SnapshotNotFoundException if there is none of that name
   * @throws SnapshotVersionException if a newer release wrote it
   */
  public StoredSnapshot savepoint(String name) {
    return load(job.layout().savepoint(name));
  }

  /**
   * Loads the snapshot at {@code location} of this repository's storage, also one that is no job's.
   *
   * @throws SnapshotNotFoundException if there is none
   * @throws SnapshotVersionException if a newer release wrote it
   */
  public StoredSnapshot load(SnapshotLocation location) {
    return job.manifests().read(location).orElseThrow(() -> notFound(location));
  }

  /** The newest whole checkpoint of the history, empty if there is no checkpoint at all. */
  public Optional<StoredSnapshot> latest() {
    return newestWhole(Damaged.FALL_BACK);
  }

  /**
   * The checkpoint to go on from: the newest, or by {@code policy} the newest whose every byte is
   * what was written. Those that are passed over are told loudly.
   *
   * @return empty if there is no checkpoint at all
   * @throws SnapshotCorruptException if the newest is damaged and the policy forbids to fall back,
   *     or all are damaged
   * @throws SnapshotVersionException if a newer release wrote the newest that is not damaged
   */
  public Optional<StoredSnapshot> newestWhole(Damaged policy) {
    return recover(policy).snapshot();
  }

  /**
   * The same, with the checkpoints that were passed over. Before the job goes on from one for which
   * another was, {@link JobClaim#passOver}.
   */
  public Recovery recover(Damaged policy) {
    return new NewestWhole(job, this::damageOf).find(policy);
  }

  /**
   * The checkpoint to restore, before any of its blobs was read: the newest that has a whole
   * manifest, and all blobs at their full length. Whoever restores it finds out whether their bytes
   * are what was written; if they are not, he asks again with what he {@code found}, by the
   * checkpoint's id, and so reads every byte once. Before the job goes on from one for which
   * another {@linkplain Recovery#skipped was passed over}, {@link JobClaim#passOver}.
   *
   * @return errors and policy as of {@link #newestWhole}
   */
  public Recovery candidate(Damaged policy, Map<Long, SnapshotCorruptException> found) {
    return newestUndamaged(found).find(policy);
  }

  /**
   * The same among the checkpoints of a run that began with another snapshot: those with an id from
   * {@code first} on. Whatever is wrong with older ones is nothing to it, and if all of its own are
   * damaged, there is none to restore.
   */
  public Recovery candidateFrom(
      long first, Damaged policy, Map<Long, SnapshotCorruptException> found) {
    return newestUndamaged(found).findFrom(first, policy);
  }

  private NewestWhole newestUndamaged(Map<Long, SnapshotCorruptException> found) {
    return new NewestWhole(
        job,
        checkpoint -> {
          SnapshotCorruptException known = found.get(checkpoint.id());
          return known != null ? Optional.of(known) : withPresence(checkpoint).damage();
        });
  }

  private FoundSnapshot withPresence(FoundSnapshot checkpoint) {
    List<String> places = List.of(checkpoint.location().folder(), job.layout().shared());
    return Presence.of(List.of(checkpoint), job.storage(), places).checked(checkpoint);
  }

  /** What is wrong with a snapshot, after reading every byte of it. */
  public Optional<TidemarkException> damageOf(FoundSnapshot found) {
    if (found.damage().isPresent()) {
      return found.damage();
    }
    NamedBlobs blobs = NamedBlobs.of(List.of(found.snapshot().orElseThrow()));
    return verifier.findings(blobs, WorkProgress.NONE).stream()
        .map(finding -> (TidemarkException) finding.problem())
        .findFirst();
  }

  /** Reads every byte of one snapshot. */
  public VerifyReport verify(StoredSnapshot snapshot, WorkProgress progress) {
    return verifier.verify(snapshot, progress);
  }

  /** Reads every byte of every snapshot, and every record beside them. */
  public VerifyReport verify(WorkProgress progress) {
    return new JobVerifier(job).verify(progress);
  }

  /** {@link #collect(Duration, boolean, boolean)} without force. */
  public CollectionReport collect(Duration grace, boolean dryRun) {
    return collect(grace, false, dryRun);
  }

  /**
   * Finds, and unless {@code dryRun} removes, what no published snapshot names and nobody is
   * writing, and late checkpoints. Never a checkpoint of the history or a savepoint, damaged or
   * not. Safe beside a running job, except by force.
   *
   * @param grace how long ago what is removed was written at least
   * @param force the caller's word that no job of that name runs, and nobody copies snapshots into
   *     this repository: then any grace will do
   * @throws IllegalArgumentException if the grace is shorter than the {@linkplain
   *     RepositorySettings#shelfLife shelf life} without force
   */
  public CollectionReport collect(Duration grace, boolean force, boolean dryRun) {
    return new GarbageCollector(job, grace, force, dryRun).collect();
  }

  /**
   * Copies a snapshot of this repository's storage under its id, or its name, into another
   * repository, every byte checked. One that was broken off may be repeated, and goes on from where
   * it was.
   *
   * @return the copy, which no epoch of the target took
   * @throws SnapshotExistsException if the target has another one in its place, or a history of its
   *     own to which it cannot belong
   * @throws SnapshotCorruptException if the snapshot is damaged
   */
  public StoredSnapshot copyTo(
      SnapshotRepository target, StoredSnapshot snapshot, WorkProgress progress) {
    SnapshotLayout layout = target.job.layout();
    if (snapshot.manifest().kind() == SnapshotKind.CHECKPOINT) {
      return copy(target, snapshot, layout.checkpoint(snapshot.id()), progress);
    }
    String name = snapshot.location().folderName();
    SnapshotLocation location =
        name.isEmpty() ? layout.savepoint(snapshot.id()) : layout.savepoint(name);
    return copy(target, snapshot, location, progress);
  }

  /**
   * Copies a snapshot of this repository's storage, every byte checked, as a self-contained
   * savepoint into this or another repository. State stays as its backend wrote it: what a job took
   * as a checkpoint may need that backend.
   *
   * @throws SnapshotExistsException if there is another savepoint of that name
   * @throws SnapshotCorruptException if the snapshot is damaged
   */
  public StoredSnapshot exportSavepoint(
      SnapshotRepository target, StoredSnapshot snapshot, String name, WorkProgress progress) {
    return copy(target, snapshot, target.job.layout().savepoint(name), progress);
  }

  /**
   * Begins a savepoint that is written from outside of the job. The caller publishes or closes it.
   *
   * @throws SnapshotExistsException if there is a savepoint of that name
   */
  public ImportedSavepoint importSavepoint(String name) {
    SnapshotLocation location = job.layout().savepoint(name);
    if (job.atomicBlobs().exists(location.manifest())) {
      throw Publication.savepointExists(job, location);
    }
    return new ImportedSavepoint(job, location);
  }

  /** Deletes a savepoint, its manifest first. Does nothing where there is none. */
  public void deleteSavepoint(String name) {
    Savepoints.delete(job, name);
  }

  JobStorage jobStorage() {
    return job;
  }

  /** Throws if the newest checkpoint that is not damaged is one that a newer release wrote. */
  private static void requireNotNewer(Survey survey) {
    List<FoundSnapshot> history = survey.inHistory();
    for (int i = history.size() - 1; i >= 0 && history.get(i).snapshot().isEmpty(); i--) {
      if (history.get(i).damage().orElse(null) instanceof SnapshotVersionException newer) {
        throw newer;
      }
    }
  }

  /**
   * The newest epoch of a folder that somebody copied without its records. It gets one as old as
   * the oldest manifest, for what is older than all records counts as late.
   */
  private long epochsWithoutRecords(Survey survey) {
    if (!survey.firstIds().isEmpty()) {
      job.epochs().claimAfter(survey.firstIds().firstKey() - 1);
    }
    return survey.newestEpoch();
  }

  private StoredSnapshot copy(
      SnapshotRepository target,
      StoredSnapshot snapshot,
      SnapshotLocation location,
      WorkProgress progress) {
    SnapshotKind kind =
        location.isSelfContained() ? SnapshotKind.SAVEPOINT : SnapshotKind.CHECKPOINT;
    SnapshotManifest manifest = snapshot.manifest().adopted(target.job(), kind);
    return new SnapshotCopy(job.storage(), snapshot, target.job, location, manifest, progress)
        .run();
  }

  private SnapshotNotFoundException notFound(SnapshotLocation location) {
    List<String> names =
        Stream.concat(
                Survey.take(job).checkpoints().values().stream(), Savepoints.list(job).stream())
            .map(found -> found.location().manifest())
            .toList();
    return new SnapshotNotFoundException(
        "There is no snapshot '"
            + location.manifest()
            + "' under "
            + job.storage().root()
            + "; there are: "
            + names);
  }
}
