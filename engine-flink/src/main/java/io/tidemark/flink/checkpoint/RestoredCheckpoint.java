package io.tidemark.flink.checkpoint;

import io.tidemark.spi.StoreSnapshot;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.StreamStateHandle;

/**
 * What Flink's handles of a subtask's checkpoints hold.
 *
 * @param snapshots the store snapshots
 * @param handles where their blobs are, by name
 * @param shared those of them that later checkpoints may name, by name
 */
public record RestoredCheckpoint(
    List<StoreSnapshot> snapshots,
    Map<String, StreamStateHandle> handles,
    Map<String, StreamStateHandle> shared) {

  /**
   * Whether later checkpoints may build on this one: Flink counts references to shared blobs, and
   * deletes the others together with the checkpoint.
   */
  public boolean isShared() {
    return shared.keySet().containsAll(handles.keySet());
  }
}
