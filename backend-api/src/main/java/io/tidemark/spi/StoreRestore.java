package io.tidemark.spi;

import java.util.List;

/**
 * From what a store is restored.
 *
 * @param snapshots the store snapshots; empty for an empty store
 * @param source where their blobs are read
 * @param claimed whether later incremental snapshots may name these blobs: true for checkpoints of
 *     the job's own group, false for savepoints, for what was written {@linkplain
 *     BlobScope#EXCLUSIVE for one snapshot alone}, and for snapshots that belong to somebody else
 */
public record StoreRestore(List<StoreSnapshot> snapshots, BlobSource source, boolean claimed) {

  public StoreRestore {
    snapshots = List.copyOf(snapshots);
  }

  /** Nothing to restore. */
  public static StoreRestore none() {
    return new StoreRestore(
        List.of(),
        (blob, offset, length) -> {
          throw new IllegalStateException("An empty store has no blob " + blob);
        },
        false);
  }
}
