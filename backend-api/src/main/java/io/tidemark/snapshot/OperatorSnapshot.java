package io.tidemark.snapshot;

import java.util.List;

/**
 * What all subtasks of an operator put into a snapshot.
 *
 * @param name the operator's name
 * @param parallelism how many subtasks it had
 * @param subtasks their parts, in the order of their indices
 */
public record OperatorSnapshot(String name, int parallelism, List<SubtaskSnapshot> subtasks) {

  public OperatorSnapshot {
    subtasks = List.copyOf(subtasks);
  }
}
