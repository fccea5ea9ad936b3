package io.tidemark.snapshot;

import io.tidemark.snapshot.operator.OperatorStateSnapshot;
import io.tidemark.spi.StoreSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * What one subtask of an operator put into a snapshot.
 *
 * @param index the subtask's index
 * @param keyed its keyed state, if it has any
 * @param operatorState its operator state, if it has any
 */
public record SubtaskSnapshot(
    int index, @Nullable StoreSnapshot keyed, @Nullable OperatorStateSnapshot operatorState) {

  /** The bytes of all blobs. */
  public long totalBytes() {
    return (keyed == null ? 0 : keyed.totalBytes())
        + (operatorState == null ? 0 : operatorState.totalBytes());
  }

  /** The bytes that the snapshot wrote; operator state is always written anew. */
  public long addedBytes() {
    return (keyed == null ? 0 : keyed.addedBytes())
        + (operatorState == null ? 0 : operatorState.totalBytes());
  }
}
