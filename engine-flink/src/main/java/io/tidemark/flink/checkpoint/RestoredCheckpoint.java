package io.tidemark.flink.checkpoint;

import io.tidemark.spi.StoreSnapshot;
import java.util.List;
import java.util.Map;

/**
 * What Flink's handles of a subtask's checkpoints hold.
 *
 * @param snapshots the store snapshots
 * @param blobs where their blobs are, by name
 * @param shared those of them that later checkpoints may name, by name
 */
public record RestoredCheckpoint(
    List<StoreSnapshot> snapshots, Map<String, BlobPlace> blobs, Map<String, BlobPlace> shared) {

  /**
   * Whether later checkpoints may build on this one: not if a store wrote a part of it for this one
   * alone. Flink counts references to shared blobs, and deletes the others together with the
   * checkpoint.
   */
  public boolean mayBeBuiltOn() {
    return snapshots.stream()
        .allMatch(part -> part.mayBeBuiltOn(blob -> shared.containsKey(blob.name())));
  }
}
