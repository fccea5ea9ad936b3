package io.tidemark.snapshot;

import io.tidemark.spi.BlobRef;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What all subtasks of an operator put into a snapshot.
 *
 * @param name the operator's name
 * @param parallelism how many subtasks it had
 * @param subtasks the parts of those that had something to keep, in the order of their indices
 */
public record OperatorSnapshot(String name, int parallelism, List<SubtaskSnapshot> subtasks) {

  public OperatorSnapshot {
    subtasks = List.copyOf(subtasks);
    int next = 0;
    for (SubtaskSnapshot subtask : subtasks) {
      if (subtask.index() < next) {
        throw new IllegalArgumentException(
            "Among the subtasks of operator '"
                + name
                + "' subtask "
                + subtask.index()
                + " is out of place");
      }
      next = subtask.index() + 1;
    }
  }

  OperatorSnapshot withBlobs(UnaryOperator<BlobRef> replacement) {
    return new OperatorSnapshot(
        name,
        parallelism,
        subtasks.stream().map(subtask -> subtask.withBlobs(replacement)).toList());
  }
}
