package io.tidemark.cli.place;

import io.tidemark.cli.process.CommandFailedException;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.engine.RestoreChoice;
import io.tidemark.snapshot.repository.FoundSnapshot;
import io.tidemark.snapshot.repository.SnapshotAddress;
import io.tidemark.snapshot.repository.SnapshotLocation;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StoredBlob;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a URI leads: a root, the folder of a job under it, or one snapshot by its folder, its
 * manifest, or {@code #id} behind one of the others. Closing it closes the storage.
 */
public final class SnapshotPlace implements AutoCloseable {

  /** How a URI may name a snapshot, for the help of commands. */
  public static final String NAMES =
      "ROOT or ROOT/JOB (the newest), ROOT#ID, ROOT/JOB#ID, or the snapshot's folder or manifest.";

  private static final String MANIFEST = "manifest.json";

  private static final Pattern INSIDE_OF_A_JOB =
      Pattern.compile("(?<root>.*)/(?<job>[^/]+)/(checkpoints|savepoints|shared|epochs)(/.*)?");

  private final SnapshotRoot root;
  private final @Nullable String job;
  private final @Nullable SnapshotLocation location;
  private final @Nullable String id;

  private SnapshotPlace(
      SnapshotRoot root,
      @Nullable String job,
      @Nullable SnapshotLocation location,
      @Nullable String id) {
    this.root = root;
    this.job = job;
    this.location = location;
    this.id = id;
  }

  /**
   * Finds out what a URI names.
   *
   * @param opener opens a root
   */
  public static SnapshotPlace open(URI uri, Function<URI, SnapshotRoot> opener) {
    String text = uri.toString();
    int hash = text.indexOf('#');
    String id = hash < 0 ? null : text.substring(hash + 1);
    SnapshotAddress address = addressOf(hash < 0 ? text : text.substring(0, hash));
    SnapshotRoot root = opener.apply(address.storageRoot());
    boolean kept = false;
    try {
      SnapshotLocation location = address.snapshot().orElse(null);
      if (location == null && has(root.storage(), MANIFEST)) {
        location = SnapshotLocation.ROOT;
      }
      if (location == null && SnapshotRepository.isFolderOfJob(root.storage())) {
        URI folder = address.storageRoot();
        String path = folder.toString();
        String job = path.substring(path.lastIndexOf('/') + 1);
        URI parent = SnapshotAddress.of(folder.resolve(".")).storageRoot();
        return new SnapshotPlace(opener.apply(parent), job, null, id);
      }
      kept = true;
      return new SnapshotPlace(root, address.job(), location, id);
    } finally {
      if (!kept) {
        root.close();
      }
    }
  }

  private static SnapshotAddress addressOf(String text) {
    try {
      return SnapshotAddress.of(URI.create(text));
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigurationException(
          "'" + text + "' is no place of snapshots: " + e.getMessage(), e);
    }
  }

  private static boolean hasAny(SnapshotStorage storage, String prefix) {
    try (Stream<StoredBlob> blobs = storage.list(prefix)) {
      return blobs.findFirst().isPresent();
    }
  }

  private static boolean has(SnapshotStorage storage, String name) {
    try (Stream<StoredBlob> blobs = storage.list(name)) {
      return blobs.anyMatch(blob -> blob.name().equals(name));
    }
  }

  /**
   * Checks that the root is not in a folder that a job keeps its own blobs in: a collection would
   * remove what lies there and no snapshot of that job names.
   *
   * @param opener opens a root
   */
  void requireOutsideOfJobs(Function<URI, SnapshotRoot> opener) {
    URI inner = root.storage().root();
    Matcher outer = INSIDE_OF_A_JOB.matcher(inner.toString());
    while (outer.matches()) {
      String job = outer.group("job");
      URI root = SnapshotAddress.of(URI.create(outer.group("root"))).storageRoot();
      try (SnapshotRoot above = opener.apply(root)) {
        if (Stream.of("/epochs/", "/checkpoints/0")
            .anyMatch(in -> hasAny(above.storage(), job + in))) {
          throw new InvalidConfigurationException(
              inner
                  + " is inside the folder of job '"
                  + job
                  + "' under "
                  + root
                  + ", where a collection would remove it: name another root, or"
                  + " ROOT/JOB/savepoints/NAME");
        }
      }
      outer = INSIDE_OF_A_JOB.matcher(outer.group("root"));
    }
  }

  SnapshotRoot root() {
    return root;
  }

  /** The job that the URI names, or null. */
  @Nullable String job() {
    return job;
  }

  /** Where the snapshot would be that the URI names by its folder or manifest. */
  Optional<SnapshotLocation> location() {
    return Optional.ofNullable(location);
  }

  /** Whether the URI names one snapshot. */
  public boolean isSnapshot() {
    return location != null || id != null;
  }

  /**
   * The job that is named, or every one that has anything here.
   *
   * @throws InvalidConfigurationException if one snapshot is named
   * @throws CommandFailedException if there is nothing at all
   */
  public List<SnapshotRepository> jobs() {
    if (isSnapshot()) {
      throw new InvalidConfigurationException(
          "one snapshot is named: this command takes a root, or the folder of one job under it");
    }
    return namedJobs();
  }

  private List<SnapshotRepository> namedJobs() {
    return job == null ? root.jobs() : List.of(root.job(job));
  }

  /**
   * The snapshot that is named, or the newest of the only job.
   *
   * @throws io.tidemark.spi.SnapshotNotFoundException if there is none
   * @throws CommandFailedException if several could be meant
   */
  public NamedSnapshot snapshot() {
    if (location != null) {
      SnapshotRepository repository = root.job(job == null ? "snapshot" : job);
      return new NamedSnapshot(repository, repository.load(location));
    }
    List<NamedSnapshot> found =
        namedJobs().stream().flatMap(one -> matching(one).stream()).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    String where = " under " + root.storage().root() + (job == null ? "" : ", job '" + job + "'");
    if (found.isEmpty()) {
      List<String> published =
          namedJobs().stream()
              .flatMap(one -> SnapshotRoot.published(one).stream())
              .map(snapshot -> snapshot.location().manifest())
              .toList();
      throw new CommandFailedException(
          "there is no snapshot"
              + (id == null ? "" : " '" + id + "'")
              + where
              + (published.isEmpty() ? "" : "; there are: " + published),
          null);
    }
    throw new CommandFailedException(
        "several snapshots could be meant"
            + where
            + ": name one, as in "
            + found.get(0).uri()
            + "; there are: "
            + found.stream().map(one -> one.snapshot().location().manifest()).toList(),
        null);
  }

  /**
   * What a run of {@code forJob} is restored from: the snapshot that is named, which it may claim,
   * else the newest whole checkpoint of the job that is named, else of {@code forJob}. Whether
   * there is one, the run finds out.
   */
  public RestoreChoice restore(String forJob) {
    if (isSnapshot()) {
      return new RestoreChoice.At(URI.create(snapshot().uri()));
    }
    return new RestoreChoice.NewestOf(root.job(job == null ? forJob : job));
  }

  private List<NamedSnapshot> matching(SnapshotRepository repository) {
    List<StoredSnapshot> readable = new ArrayList<>();
    for (FoundSnapshot found : SnapshotRoot.published(repository)) {
      found.snapshot().filter(this::isMeant).ifPresent(readable::add);
    }
    if (id == null) {
      return newest(readable).map(one -> new NamedSnapshot(repository, one)).stream().toList();
    }
    return readable.stream().map(one -> new NamedSnapshot(repository, one)).toList();
  }

  private boolean isMeant(StoredSnapshot snapshot) {
    String wanted = id;
    return wanted == null
        || snapshot.location().manifest().endsWith("/" + wanted + "/" + MANIFEST)
        || (wanted.matches("\\d{1,18}") && snapshot.id() == Long.parseLong(wanted));
  }

  /** Checkpoints and savepoints of a job share their ids; the larger, the newer. */
  private static Optional<StoredSnapshot> newest(List<StoredSnapshot> snapshots) {
    return snapshots.stream()
        .max(
            Comparator.comparingLong(StoredSnapshot::id)
                .thenComparingLong(one -> one.manifest().completedMillis()));
  }

  @Override
  public void close() {
    root.close();
  }
}
