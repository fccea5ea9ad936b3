package io.tidemark.runtime.engine;

import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.graph.Chains;
import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.runtime.graph.JobNode;
import io.tidemark.runtime.operator.CommitsOutside;
import io.tidemark.runtime.task.TaskState;
import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.snapshot.repository.FoundSnapshot;
import io.tidemark.snapshot.repository.Recovery;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.SnapshotCorruptException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What must be true of a snapshot for a job to be restored from it, as far as its manifest tells.
 * Immutable.
 */
final class RestoreRequirements {

  private final JobGraph graph;
  private final Configuration configuration;

  RestoreRequirements(JobGraph graph, Configuration configuration) {
    this.graph = graph;
    this.configuration = configuration;
  }

  /**
   * Refuses a snapshot that does not fit the job.
   *
   * @throws InvalidConfigurationException if the job has another max-parallelism or another rule of
   *     key groups, or the snapshot has state that the job does not know
   */
  void check(SnapshotManifest manifest) {
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
  }

  /**
   * Refuses to go back past a damaged checkpoint where a sink has committed what came after the one
   * before.
   *
   * @throws SnapshotCorruptException if a sink cannot take that back
   */
  void checkFallBack(Recovery recovery) {
    if (!recovery.fellBack()) {
      return;
    }
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
