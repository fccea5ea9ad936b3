package io.tidemark.runtime.engine;

import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.engine.RestorePoint.Origin;
import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.snapshot.RecoveryOptions;
import io.tidemark.snapshot.repository.Recovery;
import io.tidemark.snapshot.repository.SnapshotAddress;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.SnapshotCorruptException;
import java.net.URI;
import java.util.Optional;

/**
 * Finds what each attempt of a job is restored from, by manifests and by the lengths of blobs: the
 * attempt itself finds out whether their bytes are what was written.
 *
 * <p>{@link #look}, {@link #first}, {@link #again} and {@link #releaseClaimed} use the storage; the
 * first three are for one thread after the other, and not while an attempt runs. Everything else is
 * for the run's thread.
 */
final class RestorePoints {

  private final Configuration configuration;
  private final RunResources resources;
  private final RestoreChoice choice;
  private final RestoreRequirements requirements;
  private final RestorableHistory own;
  private volatile Optional<RestorableHistory> named = Optional.empty();
  private Optional<NamedSnapshot> claimed = Optional.empty();
  private volatile RestorePoint first = RestorePoint.nothing();
  private volatile RestorePoint current = RestorePoint.nothing();
  private volatile Optional<RestorePoint> stop = Optional.empty();

  RestorePoints(
      JobGraph graph, Configuration configuration, RunResources resources, RestoreChoice choice) {
    this.configuration = configuration;
    this.resources = resources;
    this.choice = choice;
    requirements = new RestoreRequirements(graph, configuration);
    own = history(resources.checkpoints());
  }

  /**
   * Looks for what the first attempt would be restored from, before the job is claimed: what cannot
   * be restored is found while nobody is fenced for it.
   *
   * @throws SnapshotCorruptException if the snapshot that was named is damaged, or none of the
   *     group is whole
   * @throws io.tidemark.spi.SnapshotNotFoundException if what was named is not there
   * @throws InvalidConfigurationException if the job has another max-parallelism, or the snapshot
   *     has state that the job does not know
   */
  void look() {
    if (choice instanceof RestoreChoice.NewestOf newestOf) {
      first = newestNamed(newestOf.checkpoints());
    } else if (choice instanceof RestoreChoice.At at) {
      first = named(at.uri());
    } else if (choice instanceof RestoreChoice.Latest) {
      first =
          newest(own, own.candidate(), Origin.HISTORY)
              .or(() -> configuration.find(EngineOptions.PATH).map(this::named))
              .orElseGet(RestorePoint::nothing);
    }
  }

  /**
   * What the first attempt is restored from, now that the job is claimed: until then, its
   * predecessor may have gone on. Errors as in {@link #look}.
   *
   * @throws io.tidemark.spi.FencedException if somebody claimed it anew since
   */
  RestorePoint first(Checkpointing checkpointing) {
    if (choice instanceof RestoreChoice.Latest) {
      first = newest(own.candidate(), checkpointing).orElse(first);
    }
    checkpointing.requireNotSucceeded();
    return goOnFrom(first, checkpointing);
  }

  /**
   * What a later attempt is restored from: the savepoint at which the job stops; or the newest
   * checkpoint that is not damaged; or the first's again, or what stands in for it. Where the job
   * did not begin with the newest one, those of earlier runs are not its own.
   *
   * @throws io.tidemark.spi.FencedException if somebody claimed the job anew: what was found may be
   *     that one's, and sinks would take back what it has committed since
   */
  RestorePoint again(Checkpointing checkpointing) {
    RestorePoint found =
        stop.orElseGet(
            () -> newest(ownCandidate(checkpointing), checkpointing).orElseGet(this::firstAgain));
    checkpointing.requireNotSucceeded();
    return goOnFrom(found, checkpointing);
  }

  private Recovery ownCandidate(Checkpointing checkpointing) {
    return choice instanceof RestoreChoice.Latest
        ? own.candidate()
        : own.candidateFrom(checkpointing.firstId());
  }

  private RestorePoint firstAgain() {
    if (first.origin() == Origin.NAMED_HISTORY) {
      first = named.map(this::newest).orElse(first);
    }
    return first;
  }

  /** What is restored is older than everything that the run writes from now on. */
  private RestorePoint goOnFrom(RestorePoint point, Checkpointing checkpointing) {
    checkpointing.beginAfter(point);
    current = point;
    return point;
  }

  /**
   * The savepoint at which the job was to stop is published. Should the attempt fail before all of
   * it is committed, the next one only commits it: what came before is part of it, and nothing is
   * to come after.
   */
  void stopAt(NamedSnapshot savepoint) {
    stop =
        Optional.of(
            new RestorePoint(Optional.of(savepoint.snapshot()), savepoint.source(), Origin.NAMED));
  }

  /** The savepoint at which the job stops, if it is published. */
  Optional<RestorePoint> stop() {
    return stop;
  }

  /** The damage of what the attempt was restored from, if that is why it failed. */
  Optional<SnapshotCorruptException> damageIn(Throwable failure) {
    return current.damageIn(failure);
  }

  /** Whether, if what the attempt was restored from is damaged, another one may stand in. */
  boolean mayFallBack() {
    return current.isReplaceable();
  }

  /** Has what the attempt was restored from not be found again. */
  void passOver(SnapshotCorruptException damage) {
    RestorableHistory history =
        current.origin() == Origin.NAMED_HISTORY ? named.orElseThrow() : own;
    history.passOver(current.id(), damage);
  }

  private RestorePoint named(URI uri) {
    SnapshotAddress address = SnapshotAddress.of(uri);
    SnapshotRepository repository = resources.repositoryOf(address);
    if (address.snapshot().isEmpty()) {
      return newestNamed(repository);
    }
    NamedSnapshot snapshot =
        new NamedSnapshot(repository.load(address.snapshot().get()), repository);
    RestorePoint point = point(snapshot.snapshot(), snapshot.source(), Origin.NAMED);
    if (configuration.get(EngineOptions.CLAIM_MODE) == EngineOptions.ClaimMode.CLAIM) {
      claimed = Optional.of(snapshot);
    }
    return point;
  }

  private RestorePoint newestNamed(SnapshotRepository checkpoints) {
    RestorableHistory history = history(checkpoints);
    named = Optional.of(history);
    return newest(history);
  }

  /** The newest of a history that somebody named. */
  private RestorePoint newest(RestorableHistory history) {
    return newest(history, history.candidate(), Origin.NAMED_HISTORY)
        .orElseThrow(history::noCheckpoint);
  }

  /** The job has a checkpoint of its own: a snapshot that it claimed at its start may go. */
  synchronized void releaseClaimed() {
    claimed.ifPresent(NamedSnapshot::release);
    claimed = Optional.empty();
  }

  /** The newest one of the history, which ends with it from now on. */
  private Optional<RestorePoint> newest(Recovery recovery, Checkpointing checkpointing) {
    Optional<RestorePoint> newest = newest(own, recovery, Origin.HISTORY);
    checkpointing.passOver(recovery);
    return newest
        .filter(point -> checkpointing.mayBuildOn(point.id()))
        .map(
            point -> new RestorePoint(point.snapshot(), point.source(), Origin.HISTORY_TO_BUILD_ON))
        .or(() -> newest);
  }

  private Optional<RestorePoint> newest(
      RestorableHistory history, Recovery recovery, Origin origin) {
    requirements.checkFallBack(recovery);
    return recovery.snapshot().map(snapshot -> point(snapshot, history.source(snapshot), origin));
  }

  private RestorePoint point(StoredSnapshot snapshot, BlobSource source, Origin origin) {
    requirements.check(snapshot.manifest());
    return new RestorePoint(Optional.of(snapshot), source, origin);
  }

  private RestorableHistory history(SnapshotRepository checkpoints) {
    return new RestorableHistory(checkpoints, configuration.get(RecoveryOptions.DAMAGED));
  }
}
