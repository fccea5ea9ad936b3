package io.tidemark.runtime.engine;

import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.spi.BlobSource;
import java.net.URI;

/** From what a job starts. */
public sealed interface RestoreChoice {

  /**
   * The newest whole checkpoint of the job; if it has none, what {@code
   * execution.state-recovery.path} names, or else nothing.
   */
  record Latest() implements RestoreChoice {}

  /** Nothing, whatever is there. */
  record Nothing() implements RestoreChoice {}

  /**
   * The snapshot at this URI and no other, or the newest whole checkpoint of the job under it.
   * Whose it is from then on, {@code execution.state-recovery.claim-mode} says.
   */
  record At(URI uri) implements RestoreChoice {}

  /** This snapshot and no other; its blobs stay its owner's. */
  record From(StoredSnapshot snapshot, BlobSource source) implements RestoreChoice {}
}
