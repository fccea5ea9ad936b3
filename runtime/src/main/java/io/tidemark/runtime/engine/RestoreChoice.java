package io.tidemark.runtime.engine;

import io.tidemark.snapshot.repository.SnapshotRepository;
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
   * Whose a snapshot is from then on, {@code execution.state-recovery.claim-mode} says.
   */
  record At(URI uri) implements RestoreChoice {}

  /**
   * The newest whole checkpoint among these, which may be another job's or under another root, and
   * stay their owner's. Which is whole, the restore finds out as it reads: where it meets damage,
   * {@code execution.state-recovery.damaged} says whether an older one stands in.
   *
   * @param checkpoints to be open until the job has ended
   */
  record NewestOf(SnapshotRepository checkpoints) implements RestoreChoice {}
}
