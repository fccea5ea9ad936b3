package io.tidemark.snapshot.operator;

import io.tidemark.spi.BlobSource;
import java.util.List;

/**
 * From what one subtask's operator state is restored.
 *
 * @param operator the operator's name, for errors
 * @param subtask the subtask's index
 * @param parallelism how many subtasks the operator has now
 * @param snapshots those of all subtasks that there were, in the order of their indices,
 *     {@linkplain OperatorStateSnapshot#empty empty} ones included
 * @param source where their blobs are read
 */
public record OperatorStateRestore(
    String operator,
    int subtask,
    int parallelism,
    List<OperatorStateSnapshot> snapshots,
    BlobSource source) {

  public OperatorStateRestore {
    if (subtask < 0 || subtask >= parallelism) {
      throw new IllegalArgumentException(
          "Operator '" + operator + "' has no subtask " + subtask + " of " + parallelism);
    }
    snapshots = List.copyOf(snapshots);
  }

  /** Nothing to restore. */
  public static OperatorStateRestore none(String operator) {
    return new OperatorStateRestore(
        operator,
        0,
        1,
        List.of(),
        (blob, offset, length) -> {
          throw new IllegalStateException("An empty store has no blob " + blob);
        });
  }
}
