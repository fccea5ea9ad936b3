package io.tidemark.runtime.engine;

import io.tidemark.runtime.channel.Partitioning;
import io.tidemark.runtime.graph.Chains;
import io.tidemark.runtime.graph.JobEdge;
import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.runtime.graph.JobNode;
import io.tidemark.runtime.graph.TaskPlan;
import io.tidemark.runtime.task.SubtaskCounts;
import io.tidemark.runtime.task.SubtaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A job's graph as an overview tells it. Immutable. */
final class JobShape {

  private final List<TaskPlan> tasks;
  private final List<JobOverview.Edge> edges;

  JobShape(JobGraph graph) {
    this.tasks = Chains.of(graph);
    List<JobOverview.Edge> found = new ArrayList<>();
    for (TaskPlan task : tasks) {
      for (JobEdge edge : task.head().inputs()) {
        found.add(
            new JobOverview.Edge(
                taskOf(edge.from()),
                task.name(),
                edge.from(),
                edge.tag() == null ? "" : edge.tag().name(),
                partitioning(edge.partitioning())));
      }
    }
    this.edges = List.copyOf(found);
  }

  List<JobOverview.Edge> edges() {
    return edges;
  }

  /**
   * @param counts of all subtasks, or of none
   */
  List<JobOverview.Task> tasks(Map<SubtaskId, SubtaskCounts> counts) {
    List<JobOverview.Task> all = new ArrayList<>();
    for (TaskPlan task : tasks) {
      List<SubtaskCounts> subtasks = new ArrayList<>();
      for (int i = 0; i < task.parallelism(); i++) {
        SubtaskCounts one = counts.get(new SubtaskId(task.name(), i));
        if (one != null) {
          subtasks.add(one);
        }
      }
      all.add(
          new JobOverview.Task(
              task.name(),
              task.chain().stream().map(JobNode::name).toList(),
              task.parallelism(),
              subtasks));
    }
    return all;
  }

  private String taskOf(String operator) {
    return tasks.stream()
        .filter(task -> task.contains(operator))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No task runs operator '" + operator + "'"))
        .name();
  }

  private static JobOverview.Partitioning partitioning(Partitioning partitioning) {
    if (partitioning instanceof Partitioning.ByKey) {
      return JobOverview.Partitioning.BY_KEY;
    }
    if (partitioning instanceof Partitioning.Broadcast) {
      return JobOverview.Partitioning.BROADCAST;
    }
    return partitioning instanceof Partitioning.Forward
        ? JobOverview.Partitioning.FORWARD
        : JobOverview.Partitioning.REBALANCE;
  }
}
