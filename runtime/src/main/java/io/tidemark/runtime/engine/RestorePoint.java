package io.tidemark.runtime.engine;

import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.StoreRestore;
import java.util.List;
import java.util.OptionalLong;

/**
 * What an attempt is restored from.
 *
 * @param id the snapshot's id, 0 for none
 * @param claimed whether later checkpoints may share its blobs
 */
record RestorePoint(long id, List<OperatorSnapshot> operators, BlobSource source, boolean claimed) {

  static RestorePoint nothing() {
    return new RestorePoint(0, List.of(), StoreRestore.none().source(), false);
  }

  OptionalLong snapshotId() {
    return id == 0 ? OptionalLong.empty() : OptionalLong.of(id);
  }
}
