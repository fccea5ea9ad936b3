package io.tidemark.runtime.engine;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A job that was started. Any thread may call it; no method waits. */
public interface JobHandle {

  /** What a savepoint does to the job. */
  enum AfterSavepoint {
    /** It goes on. */
    GO_ON,
    /** It stops. */
    STOP,
    /** Event time ends, so that every window and timer fires, and it stops. */
    DRAIN_AND_STOP
  }

  String name();

  JobStatus status();

  /** How the job fares now: what it is made of, what it does and what it has done. */
  JobOverview overview();

  /**
   * How the job ends: {@link JobStatus#FINISHED} or {@link JobStatus#CANCELED}, or exceptionally
   * the failure that ended it.
   */
  CompletableFuture<JobStatus> result();

  /** Takes a checkpoint now. The result is what became of it, or exceptionally why nothing did. */
  CompletableFuture<CheckpointRecord> checkpoint();

  /**
   * Takes a savepoint. One that stops the job is where it ends once it is complete, also if an
   * attempt fails meanwhile: the next one only commits it.
   *
   * @param root the root under which it goes; empty for the configured directory
   */
  CompletableFuture<CheckpointRecord> savepoint(Optional<URI> root, AfterSavepoint after);

  /** Ends the job without another checkpoint. */
  void cancel();
}
