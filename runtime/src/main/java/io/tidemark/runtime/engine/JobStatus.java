package io.tidemark.runtime.engine;

/** How a job fares. */
public enum JobStatus {
  /** It is looking for what to restore, or its subtasks are being restored. */
  STARTING,
  RUNNING,
  /** A failure has ended an attempt, or is about to, and another attempt follows. */
  RESTARTING,
  /** All input is processed and committed, or it was stopped with a savepoint. */
  FINISHED,
  CANCELED,
  FAILED,
  /** Another process coordinates the job now. */
  FENCED;

  public boolean isEnd() {
    return this == FINISHED || this == CANCELED || this == FAILED || this == FENCED;
  }
}
