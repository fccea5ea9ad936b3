package io.tidemark.flink.checkpoint;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.runtime.state.StreamStateHandle;

/**
 * The handles of the blobs that the next checkpoints may name: those of the newest completed
 * checkpoint and of all that are newer. Any thread may call it.
 */
final class SharedBlobs {

  private final NavigableMap<Long, Map<String, StreamStateHandle>> byCheckpoint = new TreeMap<>();

  /** Begins with the blobs of the checkpoint that the store was restored from. */
  SharedBlobs(Map<String, StreamStateHandle> restored) {
    byCheckpoint.put(Long.MIN_VALUE, restored);
  }

  /** The handles of all blobs that may be named, by name. */
  synchronized Map<String, StreamStateHandle> all() {
    Map<String, StreamStateHandle> all = new HashMap<>();
    byCheckpoint.values().forEach(all::putAll);
    return all;
  }

  /** Notes the blobs that a checkpoint shares, new ones and earlier ones. */
  synchronized void written(long checkpointId, Map<String, StreamStateHandle> shared) {
    byCheckpoint.put(checkpointId, shared);
  }

  synchronized void completed(long checkpointId) {
    if (byCheckpoint.containsKey(checkpointId)) {
      byCheckpoint.headMap(checkpointId, false).clear();
    }
  }

  synchronized void aborted(long checkpointId) {
    byCheckpoint.remove(checkpointId);
  }
}
