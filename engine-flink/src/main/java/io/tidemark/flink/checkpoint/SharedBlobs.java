package io.tidemark.flink.checkpoint;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The places of the blobs that the next checkpoints may name: those of the newest completed
 * checkpoint and of all that are newer. Any thread may call it.
 */
final class SharedBlobs {

  private final NavigableMap<Long, Map<String, BlobPlace>> byCheckpoint = new TreeMap<>();

  /** Begins with the blobs of the checkpoint that the store was restored from. */
  SharedBlobs(Map<String, BlobPlace> restored) {
    byCheckpoint.put(Long.MIN_VALUE, restored);
  }

  /** The places of all blobs that may be named, by name. */
  synchronized Map<String, BlobPlace> all() {
    Map<String, BlobPlace> all = new HashMap<>();
    byCheckpoint.values().forEach(all::putAll);
    return all;
  }

  /** Notes the blobs that a checkpoint shares, new ones and earlier ones. */
  synchronized void written(long checkpointId, Map<String, BlobPlace> shared) {
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
