package io.tidemark.runtime.graph;

import java.util.List;

/**
 * Operators that share a thread: a tree, in which each gets its records from the one above it by a
 * mere call.
 *
 * @param chain the operators; the first is the tree's root, and its inputs are the task's
 */
public record TaskPlan(List<JobNode> chain) {

  public TaskPlan {
    chain = List.copyOf(chain);
  }

  /** The task's name, which is that of its first operator. */
  public String name() {
    return head().name();
  }

  public JobNode head() {
    return chain.get(0);
  }

  public int parallelism() {
    return head().parallelism();
  }

  public boolean contains(String operator) {
    return chain.stream().anyMatch(node -> node.name().equals(operator));
  }
}
