package io.tidemark.runtime.engine;

import io.tidemark.runtime.channel.CheckpointBarrier;
import io.tidemark.runtime.checkpoint.CheckpointFailedException;
import io.tidemark.runtime.checkpoint.CheckpointRequest;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** A run as those see it who started it: takes what they ask for to the run's thread. */
final class RunHandle implements JobHandle {

  private final JobRun run;
  private final RunResources resources;
  private final Executor io;

  RunHandle(JobRun run, RunResources resources, Executor io) {
    this.run = run;
    this.resources = resources;
    this.io = io;
  }

  @Override
  public String name() {
    return run.name();
  }

  @Override
  public JobStatus status() {
    return run.status();
  }

  @Override
  public JobOverview overview() {
    return run.overview();
  }

  @Override
  public CompletableFuture<JobStatus> result() {
    return run.result();
  }

  @Override
  public CompletableFuture<CheckpointRecord> checkpoint() {
    CompletableFuture<CheckpointRecord> answer = new CompletableFuture<>();
    request(
        CheckpointRequest.of(CheckpointBarrier.Kind.CHECKPOINT, CheckpointRequest.Trigger.MANUAL),
        answer);
    return answer;
  }

  @Override
  public CompletableFuture<CheckpointRecord> savepoint(Optional<URI> root, AfterSavepoint after) {
    CheckpointBarrier.Kind kind =
        switch (after) {
          case GO_ON -> CheckpointBarrier.Kind.SAVEPOINT;
          case STOP -> CheckpointBarrier.Kind.SAVEPOINT_AND_STOP;
          case DRAIN_AND_STOP -> CheckpointBarrier.Kind.SAVEPOINT_AND_DRAIN;
        };
    CompletableFuture<CheckpointRecord> answer = new CompletableFuture<>();
    try {
      io.execute(() -> request(kind, root, answer));
    } catch (RejectedExecutionException e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  private void request(
      CheckpointBarrier.Kind kind, Optional<URI> root, CompletableFuture<CheckpointRecord> answer) {
    try {
      request(
          new CheckpointRequest(
              kind,
              CheckpointRequest.Trigger.MANUAL,
              Optional.of(resources.savepoints(root)),
              new CompletableFuture<>()),
          answer);
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }

  @Override
  public void cancel() {
    run.post(run::cancel);
  }

  private void request(CheckpointRequest request, CompletableFuture<CheckpointRecord> answer) {
    boolean posted =
        run.post(
            () -> {
              JobAttempt attempt = run.attempt();
              if (run.status().isEnd()) {
                refuse(answer, "has ended");
              } else if (attempt == null) {
                refuse(answer, "is not running now; try again");
              } else {
                attempt.request(request, answer);
              }
            });
    if (!posted) {
      refuse(answer, "has ended");
    }
  }

  private void refuse(CompletableFuture<CheckpointRecord> answer, String why) {
    answer.completeExceptionally(
        new CheckpointFailedException("Job '" + run.name() + "' " + why, null));
  }
}
