package io.tidemark.runtime.engine;

import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.engine.RestorePoint.Origin;
import io.tidemark.runtime.graph.Chains;
import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.runtime.graph.JobNode;
import io.tidemark.runtime.operator.CommitsOutside;
import io.tidemark.runtime.task.TaskState;
import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.snapshot.RecoveryOptions;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.snapshot.repository.FoundSnapshot;
import io.tidemark.snapshot.repository.Recovery;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.SnapshotCorruptException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Finds what each attempt of a job is restored from, by manifests and by the lengths of blobs: the
 * attempt itself finds out whether their bytes are what was written.
 *
 * <p>{@link #look}, {@link #first}, {@link #again} and {@link #releaseClaimed} use the storage; the
 * first three are for one thread after the other, and not while an attempt runs. Everything else is
 * for the run's thread.
 */
final class RestorePoints {

  private final JobGraph graph;
  private final Configuration configuration;
  private final SnapshotRepository repository;
  private final RunResources resources;
  private final RestoreChoice choice;
  private final Map<Long, SnapshotCorruptException> damages = new ConcurrentHashMap<>();
  private Optional<NamedSnapshot> claimed = Optional.empty();
  private volatile RestorePoint first = RestorePoint.nothing();
  private volatile RestorePoint current = RestorePoint.nothing();
  private volatile Optional<RestorePoint> stop = Optional.empty();

  RestorePoints(
      JobGraph graph, Configuration configuration, RunResources resources, RestoreChoice choice) {
    this.graph = graph;
    this.configuration = configuration;
    this.resources = resources;
    this.repository = resources.checkpoints();
    this.choice = choice;
  }

  /**
   * Looks for what the first attempt would be restored from, before the job is claimed: what cannot
   * be restored is found while nobody is fenced for it.
   *
   * @throws SnapshotCorruptException if the snapshot that was named is damaged, or none of the
   *     group is whole
   * @throws InvalidConfigurationException if the job has another max-parallelism, or the snapshot
   *     has state that the job does not know
   */
  void look() {
    if (choice instanceof RestoreChoice.From from) {
      first = point(from.snapshot(), from.source(), Origin.NAMED);
    } else if (choice instanceof RestoreChoice.At at) {
      first = named(at.uri());
    } else if (choice instanceof RestoreChoice.Latest) {
      first =
          newest(recovery())
              .or(() -> configuration.find(EngineOptions.PATH).map(this::named))
              .orElseGet(RestorePoint::nothing);
    }
  }

  /**
   * What the first attempt is restored from, now that the job is claimed: until then, its
   * predecessor may have gone on. Errors as in {@link #look}.
   */
  RestorePoint first(Checkpointing checkpointing) {
    if (choice instanceof RestoreChoice.Latest) {
      first = newest(checkpointing).orElse(first);
    }
    current = first;
    return first;
  }

  /**
   * What a later attempt is restored from: the savepoint at which the job stops; or the newest
   * checkpoint that is not damaged; or the first's again. Where the job did not begin with the
   * newest one, those of earlier runs are not its own.
   */
  RestorePoint again(Checkpointing checkpointing) {
    current =
        stop.orElseGet(
            () ->
                newest(checkpointing)
                    .filter(
                        point ->
                            choice instanceof RestoreChoice.Latest
                                || point.id() >= checkpointing.firstId())
                    .orElse(first));
    return current;
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
    return current.isOfTheHistory();
  }

  /** Has what the attempt was restored from not be found again. */
  void passOver(SnapshotCorruptException damage) {
    damages.put(current.id(), damage);
  }

  private RestorePoint named(URI uri) {
    NamedSnapshot named = resources.snapshotAt(uri);
    RestorePoint point = point(named.snapshot(), named.source(), Origin.NAMED);
    if (configuration.get(EngineOptions.CLAIM_MODE) == EngineOptions.ClaimMode.CLAIM) {
      claimed = Optional.of(named);
    }
    return point;
  }

  /** The job has a checkpoint of its own: a snapshot that it claimed at its start may go. */
  synchronized void releaseClaimed() {
    claimed.ifPresent(NamedSnapshot::release);
    claimed = Optional.empty();
  }

  /** The newest one of the history, which ends with it from now on. */
  private Optional<RestorePoint> newest(Checkpointing checkpointing) {
    Recovery recovery = recovery();
    Optional<RestorePoint> newest = newest(recovery);
    checkpointing.passOver(recovery);
    return newest
        .filter(point -> checkpointing.mayBuildOn(point.id()))
        .map(
            point -> new RestorePoint(point.snapshot(), point.source(), Origin.HISTORY_TO_BUILD_ON))
        .or(() -> newest);
  }

  private Recovery recovery() {
    return repository.candidate(configuration.get(RecoveryOptions.DAMAGED), damages);
  }

  private Optional<RestorePoint> newest(Recovery recovery) {
    if (recovery.fellBack()) {
      requireNothingCommittedAfter(recovery);
    }
    return recovery
        .snapshot()
        .map(snapshot -> point(snapshot, repository.source(snapshot), Origin.HISTORY));
  }

  private void requireNothingCommittedAfter(Recovery recovery) {
    FoundSnapshot newest = recovery.skipped().get(0);
    for (JobNode node : graph.nodes()) {
      if (node.factory() instanceof CommitsOutside sink && !sink.canTakeBack()) {
        throw new SnapshotCorruptException(
            newest.location().manifest(),
            0,
            "checkpoint "
                + newest.id()
                + " is damaged, and sink '"
                + node.name()
                + "' cannot take back what it committed since the one before; name the snapshot to"
                + " restore if that is wanted",
            newest.damage().orElse(null));
      }
    }
  }

  private RestorePoint point(StoredSnapshot snapshot, BlobSource source, Origin origin) {
    SnapshotManifest manifest = snapshot.manifest();
    if (manifest.maxParallelism() != graph.maxParallelism()) {
      throw new InvalidConfigurationException(
          "pipeline.max-parallelism is "
              + graph.maxParallelism()
              + ", and snapshot "
              + manifest.id()
              + " was taken with "
              + manifest.maxParallelism()
              + "; it cannot change once a job has state");
    }
    if (!manifest.keyGroupRule().equals(KeyGroups.RULE)) {
      throw new InvalidConfigurationException(
          "Snapshot "
              + manifest.id()
              + " divides its keys by the rule '"
              + manifest.keyGroupRule()
              + "', and this engine by '"
              + KeyGroups.RULE
              + "': restore it with the engine that took it");
    }
    requireClaimed(manifest);
    return new RestorePoint(Optional.of(snapshot), source, origin);
  }

  private void requireClaimed(SnapshotManifest manifest) {
    if (configuration.get(EngineOptions.IGNORE_UNCLAIMED)) {
      return;
    }
    Set<String> known = graph.nodes().stream().map(JobNode::name).collect(Collectors.toSet());
    Chains.of(graph).forEach(task -> known.add(TaskState.nameOf(task.name())));
    List<String> unknown =
        manifest.operators().stream()
            .filter(operator -> !known.contains(operator.name()) && hasToBeClaimed(operator))
            .map(OperatorSnapshot::name)
            .toList();
    if (!unknown.isEmpty()) {
      throw new InvalidConfigurationException(
          "Snapshot "
              + manifest.id()
              + " has state of operators that job '"
              + graph.name()
              + "' does not have: "
              + unknown
              + "; give them their old names, or set "
              + EngineOptions.IGNORE_UNCLAIMED.key()
              + " to true to drop it");
    }
  }

  /** How far event time had come at a task is no loss; records on their way to it are. */
  private static boolean hasToBeClaimed(OperatorSnapshot operator) {
    return !TaskState.isName(operator.name()) || TaskState.hasRecords(operator);
  }
}
