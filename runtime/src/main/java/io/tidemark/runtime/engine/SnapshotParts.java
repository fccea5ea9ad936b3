package io.tidemark.runtime.engine;

import io.tidemark.runtime.graph.Chains;
import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.runtime.graph.JobNode;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskSnapshot;
import io.tidemark.runtime.task.TaskState;
import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.snapshot.SubtaskSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts what the subtasks wrote in order, operator by operator, as manifests have it. */
final class SnapshotParts {

  private final Map<String, Integer> parallelism = new HashMap<>();

  SnapshotParts(JobGraph graph) {
    for (JobNode node : graph.nodes()) {
      parallelism.put(node.name(), node.parallelism());
    }
    Chains.of(graph)
        .forEach(task -> parallelism.put(TaskState.nameOf(task.name()), task.parallelism()));
  }

  /** A subtask of an operator that wrote nothing has no part; it counts all the same. */
  List<OperatorSnapshot> operators(Map<SubtaskId, TaskSnapshot> parts) {
    Map<String, List<SubtaskSnapshot>> byOperator = new TreeMap<>();
    for (TaskSnapshot part : parts.values()) {
      part.operators()
          .forEach(
              (name, subtask) ->
                  byOperator.computeIfAbsent(name, key -> new ArrayList<>()).add(subtask));
    }
    return byOperator.entrySet().stream()
        .map(operator -> operator(operator.getKey(), operator.getValue()))
        .toList();
  }

  private OperatorSnapshot operator(String name, List<SubtaskSnapshot> subtasks) {
    subtasks.sort(Comparator.comparingInt(SubtaskSnapshot::index));
    Integer all = parallelism.get(name);
    if (all == null) {
      throw new IllegalStateException("The job has no operator '" + name + "'");
    }
    return new OperatorSnapshot(name, all, subtasks);
  }
}
