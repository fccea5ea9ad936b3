package io.tidemark.runtime.engine;

import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.graph.Chains;
import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.runtime.graph.JobNode;
import io.tidemark.runtime.operator.CommitsOutside;
import io.tidemark.runtime.task.TaskState;
import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.snapshot.RecoveryOptions;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.snapshot.repository.FoundSnapshot;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.SnapshotCorruptException;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/** Finds what each attempt of a job is restored from. Reads the storage. */
final class RestorePoints {

  private final JobGraph graph;
  private final Configuration configuration;
  private final SnapshotRepository repository;
  private final LongPredicate mayBuildOn;
  private final RunResources resources;
  private Optional<NamedSnapshot> claimed = Optional.empty();

  /**
   * Makes a finder.
   *
   * @param mayBuildOn whether later checkpoints may share the blobs of the one with an id
   */
  RestorePoints(
      JobGraph graph,
      Configuration configuration,
      RunResources resources,
      LongPredicate mayBuildOn) {
    this.graph = graph;
    this.configuration = configuration;
    this.resources = resources;
    this.repository = resources.checkpoints();
    this.mayBuildOn = mayBuildOn;
  }

  /**
   * What the first attempt is restored from.
   *
   * @throws SnapshotCorruptException if the snapshot that was named is damaged, or none of the
   *     group is whole
   * @throws InvalidConfigurationException if the job has another max-parallelism, or the snapshot
   *     has state that the job does not know
   */
  RestorePoint first(RestoreChoice choice) {
    if (choice instanceof RestoreChoice.From from) {
      return point(from.snapshot(), from.source(), false);
    }
    if (choice instanceof RestoreChoice.At at) {
      return named(at.uri());
    }
    return choice instanceof RestoreChoice.Latest
        ? newest()
            .or(() -> configuration.find(EngineOptions.PATH).map(this::named))
            .orElseGet(RestorePoint::nothing)
        : RestorePoint.nothing();
  }

  private RestorePoint named(URI uri) {
    NamedSnapshot named = resources.snapshotAt(uri);
    RestorePoint point = point(named.snapshot(), named.source(), false);
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

  /**
   * What a later attempt is restored from: the newest whole checkpoint, or the first's again. Where
   * the job did not begin with the newest one, older ones than {@code firstId} are not its own.
   */
  RestorePoint again(RestoreChoice choice, RestorePoint first, long firstId) {
    return newest()
        .filter(point -> choice instanceof RestoreChoice.Latest || point.id() >= firstId)
        .orElse(first);
  }

  private Optional<RestorePoint> newest() {
    Optional<StoredSnapshot> newest =
        repository.newestWhole(configuration.get(RecoveryOptions.DAMAGED));
    newest.ifPresent(this::requireNothingCommittedLater);
    return newest.map(
        snapshot -> point(snapshot, repository.source(snapshot), mayBuildOn.test(snapshot.id())));
  }

  private void requireNothingCommittedLater(StoredSnapshot whole) {
    long newest =
        repository.checkpoints().stream()
            .max(Comparator.comparingLong(FoundSnapshot::id))
            .map(FoundSnapshot::id)
            .orElse(0L);
    if (newest <= whole.manifest().id()) {
      return;
    }
    for (JobNode node : graph.nodes()) {
      if (node.factory() instanceof CommitsOutside sink && !sink.canTakeBack()) {
        throw new SnapshotCorruptException(
            whole.location().manifest(),
            0,
            "checkpoint "
                + newest
                + " is damaged, and sink '"
                + node.name()
                + "' cannot take back what it committed since this one; name the snapshot to restore if that is wanted");
      }
    }
  }

  private RestorePoint point(StoredSnapshot snapshot, BlobSource source, boolean claimed) {
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
    return new RestorePoint(manifest.id(), manifest.operators(), source, claimed);
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
