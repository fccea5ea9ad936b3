package io.tidemark.runtime.graph;

import io.tidemark.runtime.function.InvalidJobException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A job as its author described it.
 *
 * @param name the job's name
 * @param maxParallelism how many key groups it has
 * @param nodes its operators, each after those it gets records from
 */
public record JobGraph(String name, int maxParallelism, List<JobNode> nodes) {

  public JobGraph {
    nodes = List.copyOf(nodes);
    requireOrder(name, nodes);
  }

  private static void requireOrder(String job, List<JobNode> nodes) {
    Set<String> before = new HashSet<>();
    for (JobNode node : nodes) {
      for (JobEdge edge : node.inputs()) {
        if (!before.contains(edge.from())) {
          throw new InvalidJobException(
              "Operator '"
                  + node.name()
                  + "' of job '"
                  + job
                  + "' gets records from '"
                  + edge.from()
                  + "', which is not before it: a job has no cycles");
        }
      }
      if (!before.add(node.name())) {
        throw new InvalidJobException(
            "Job '" + job + "' has two operators named '" + node.name() + "'");
      }
    }
  }
}
