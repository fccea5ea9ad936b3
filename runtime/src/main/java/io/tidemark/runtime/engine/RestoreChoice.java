package io.tidemark.runtime.engine;

import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.spi.BlobSource;

/** From what a job starts. */
public sealed interface RestoreChoice {

  /** The newest whole checkpoint of the job, or nothing if it has none. */
  record Latest() implements RestoreChoice {}

  /** Nothing, whatever is there. */
  record Nothing() implements RestoreChoice {}

  /** This snapshot and no other; its blobs stay its owner's. */
  record From(StoredSnapshot snapshot, BlobSource source) implements RestoreChoice {}
}
