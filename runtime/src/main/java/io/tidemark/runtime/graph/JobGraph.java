package io.tidemark.runtime.graph;

import java.util.List;

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
  }
}
