package io.tidemark.snapshot.repository;

import io.tidemark.TidemarkException;
import io.tidemark.snapshot.ManifestFormat;
import io.tidemark.snapshot.RecoveryOptions.Damaged;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.spi.BlobNotFoundException;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotNotFoundException;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.SnapshotVersionException;
import io.tidemark.spi.StoredBlob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots of one job under one root.
 *
 * <p>Obligations:
 *
 * <ol>
 *   <li>Any thread may call anything. Nothing here needs to be closed; the storage belongs to
 *       whoever opened it.
 *   <li>A snapshot exists if and only if its manifest does, and its manifest was not made late: a
 *       checkpoint of an epoch is no part of the history if a newer epoch began at its id or
 *       before.
 *   <li>What is read is checked; bytes that are not what was written are a {@link
 *       SnapshotCorruptException}.
 * </ol>
 */
public final class SnapshotRepository {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotRepository.class);

  private final SnapshotStorage storage;
  private final String job;
  private final RepositorySettings settings;
  private final SnapshotLayout layout;

  /**
   * @param job the job's name: letters, digits, {@code .}, {@code _} and {@code -}
   */
  public SnapshotRepository(SnapshotStorage storage, String job, RepositorySettings settings) {
    this.storage = storage;
    this.job = job;
    this.settings = settings;
    this.layout = new SnapshotLayout(job);
  }

  /** The names of the jobs that have anything under {@code storage}'s root. */
  public static List<String> jobs(SnapshotStorage storage) {
    try (Stream<StoredBlob> blobs = storage.list("")) {
      return blobs
          .map(StoredBlob::name)
          .filter(name -> name.indexOf('/') > 0)
          .map(name -> name.substring(0, name.indexOf('/')))
          .distinct()
          .toList();
    }
  }

  public String job() {
    return job;
  }

  public SnapshotStorage storage() {
    return storage;
  }

  /**
   * Makes the caller the job's coordinator: whoever was it before is fenced when it publishes next.
   *
   * @throws io.tidemark.spi.StorageException if the storage does not answer
   */
  public JobClaim claim() {
    long epoch = new Epochs(storage, layout).claim();
    List<FoundSnapshot> found = checkpoints();
    long start = highestId() + 1;
    LOG.info("Job '{}': claimed epoch {}, which begins at snapshot {}", job, epoch, start);
    return new JobClaim(this, layout, settings, epoch, start, found);
  }

  /**
   * The checkpoints of the history, oldest first; those whose manifest cannot be read among them.
   */
  public List<FoundSnapshot> checkpoints() {
    return History.of(find(layout.checkpoints()));
  }

  /** The savepoints, by name. */
  public List<FoundSnapshot> savepoints() {
    return find(layout.savepoints());
  }

  /** The blobs of a snapshot. */
  public BlobSource source(StoredSnapshot snapshot) {
    return StorageBlobSource.of(storage, snapshot.location());
  }

  /**
   * Loads a checkpoint.
   *
   * @throws SnapshotNotFoundException if there is none of that id
   */
  public StoredSnapshot checkpoint(long id) {
    return load(checkpointLocation(id));
  }

  /**
   * Loads a savepoint.
   *
   * @throws SnapshotNotFoundException if there is none of that name
   */
  public StoredSnapshot savepoint(String name) {
    return load(savepointLocation(name));
  }

  /**
   * The checkpoint to go on from: the newest, or by {@code policy} the newest whose every byte is
   * what was written. Those that are passed over are told loudly.
   *
   * @return empty if there is no checkpoint at all
   * @throws SnapshotCorruptException if the newest is damaged and the policy forbids to fall back,
   *     or all are damaged
   */
  public Optional<StoredSnapshot> newestWhole(Damaged policy) {
    List<FoundSnapshot> found = new ArrayList<>(checkpoints());
    found.sort(Comparator.comparingLong(FoundSnapshot::id).reversed());
    TidemarkException first = null;
    for (FoundSnapshot one : found) {
      Optional<TidemarkException> damage = damageOf(one);
      if (damage.isEmpty()) {
        return one.snapshot();
      }
      if (policy == Damaged.FAIL || damage.get() instanceof SnapshotVersionException) {
        throw damage.get();
      }
      LOG.warn(
          "Job '{}': checkpoint {} is damaged and passed over: {}",
          job,
          one.id(),
          damage.get().getMessage());
      first = first == null ? damage.get() : first;
    }
    if (first != null) {
      throw first;
    }
    return Optional.empty();
  }

  /** What is wrong with a snapshot, after reading every byte of it. */
  public Optional<TidemarkException> damageOf(FoundSnapshot found) {
    if (found.damage().isPresent()) {
      return found.damage();
    }
    StoredSnapshot snapshot = found.snapshot().orElseThrow();
    try {
      new SnapshotVerifier(settings).verify(snapshot, source(snapshot));
      return Optional.empty();
    } catch (SnapshotCorruptException e) {
      return Optional.of(e);
    }
  }

  /**
   * Finds, and unless {@code dryRun} removes, what no published snapshot names and nobody is
   * writing: safe beside a running job if {@code grace} is at least its checkpoint time-out.
   */
  public CollectionReport collect(Duration grace, boolean dryRun) {
    return new GarbageCollector(storage, layout, this)
        .collect(settings.clock().millis() - grace.toMillis(), dryRun);
  }

  /** Deletes a savepoint, its manifest first. Does nothing where there is none. */
  public void deleteSavepoint(String name) {
    deleteFolder(layout.savepointFolder(name));
  }

  private void deleteFolder(String folder) {
    storage.delete(List.of(folder + SnapshotLayout.MANIFEST));
    try (Stream<StoredBlob> blobs = storage.list(folder)) {
      storage.delete(blobs.map(StoredBlob::name).toList());
    }
  }

  SnapshotLocation checkpointLocation(long id) {
    return new SnapshotLocation(
        layout.checkpointFolder(id) + SnapshotLayout.MANIFEST, layout.jobFolder());
  }

  SnapshotLocation savepointLocation(String name) {
    String folder = layout.savepointFolder(name);
    return new SnapshotLocation(folder + SnapshotLayout.MANIFEST, folder);
  }

  StoredSnapshot load(SnapshotLocation location) {
    byte[] bytes;
    try {
      bytes = StorageReads.small(storage, location.manifest());
    } catch (BlobNotFoundException e) {
      throw new SnapshotNotFoundException(
          "There is no snapshot '"
              + location.manifest()
              + "' under "
              + storage.root()
              + "; there are: "
              + names(),
          e);
    }
    SnapshotManifest manifest = ManifestFormat.fromBytes(bytes, location.manifest());
    return new StoredSnapshot(location, manifest, bytes.length);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    checkpoints().forEach(found -> names.add(found.location().manifest()));
    savepoints().forEach(found -> names.add(found.location().manifest()));
    return names;
  }

  /**
   * The highest id that any snapshot ever had here, published or not, damaged or not; 0 for none.
   */
  private long highestId() {
    long highest = 0;
    try (Stream<StoredBlob> blobs = storage.list(layout.checkpoints())) {
      highest =
          blobs
              .mapToLong(
                  blob -> SnapshotLayout.numberAfter(layout.checkpoints(), blob.name()).orElse(0))
              .max()
              .orElse(0);
    }
    for (FoundSnapshot savepoint : savepoints()) {
      highest = Math.max(highest, savepoint.snapshot().map(one -> one.manifest().id()).orElse(0L));
    }
    return highest;
  }

  private List<FoundSnapshot> find(String folder) {
    List<String> manifests;
    try (Stream<StoredBlob> blobs = storage.list(folder)) {
      manifests =
          blobs
              .map(StoredBlob::name)
              .filter(name -> name.endsWith("/" + SnapshotLayout.MANIFEST))
              .toList();
    }
    List<FoundSnapshot> found = new ArrayList<>();
    for (String manifest : manifests) {
      long id = SnapshotLayout.numberAfter(layout.checkpoints(), manifest).orElse(0);
      String own = manifest.substring(0, manifest.length() - SnapshotLayout.MANIFEST.length());
      SnapshotLocation location =
          new SnapshotLocation(
              manifest, folder.equals(layout.checkpoints()) ? layout.jobFolder() : own);
      found.addAll(find(location, id).stream().toList());
    }
    return found;
  }

  private Optional<FoundSnapshot> find(SnapshotLocation location, long id) {
    try {
      StoredSnapshot snapshot = load(location);
      return Optional.of(
          new FoundSnapshot(
              location, snapshot.manifest().id(), Optional.of(snapshot), Optional.empty()));
    } catch (SnapshotNotFoundException e) {
      return Optional.empty();
    } catch (SnapshotCorruptException | SnapshotVersionException e) {
      return Optional.of(new FoundSnapshot(location, id, Optional.empty(), Optional.of(e)));
    }
  }
}
