package io.tidemark.runtime.graph;

import io.tidemark.runtime.channel.Partitioning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts a job into tasks: an operator with one forward input shares the thread of the operator it
 * comes from.
 */
public final class Chains {

  private Chains() {}

  /** The tasks of {@code graph}, each after those it gets records from. */
  public static List<TaskPlan> of(JobGraph graph) {
    Map<String, List<JobNode>> chainsByHead = new LinkedHashMap<>();
    Map<String, String> headOf = new HashMap<>();
    for (JobNode node : graph.nodes()) {
      String head = isChained(node) ? headOf.get(node.inputs().get(0).from()) : null;
      String chain = head == null ? node.name() : head;
      headOf.put(node.name(), chain);
      chainsByHead.computeIfAbsent(chain, name -> new ArrayList<>()).add(node);
    }
    return chainsByHead.values().stream().map(TaskPlan::new).toList();
  }

  private static boolean isChained(JobNode node) {
    return node.inputs().size() == 1
        && node.inputs().get(0).partitioning() instanceof Partitioning.Forward;
  }
}
