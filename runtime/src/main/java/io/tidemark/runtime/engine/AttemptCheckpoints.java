package io.tidemark.runtime.engine;

import io.tidemark.runtime.channel.CheckpointBarrier;
import io.tidemark.runtime.checkpoint.CheckpointActions;
import io.tidemark.runtime.checkpoint.CheckpointCoordinator;
import io.tidemark.runtime.checkpoint.CheckpointFailedException;
import io.tidemark.runtime.checkpoint.CheckpointRequest;
import io.tidemark.runtime.checkpoint.CheckpointSettings;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskControl;
import io.tidemark.runtime.task.TaskSnapshot;
import io.tidemark.runtime.time.ProcessingTime;
import io.tidemark.snapshot.repository.PendingSnapshot;
import io.tidemark.snapshot.repository.StoredSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of one attempt, from when all of its subtasks are restored: has done what their
 * coordinator decides, and tells it what came of it. Belongs to the run's thread.
 */
final class AttemptCheckpoints implements CheckpointActions {

  private static final long FINAL_RETRY_MILLIS = 1000;
  private static final long CHANGES_MILLIS = 1000;

  private final JobRun run;
  private final JobAttempt attempt;
  private final RunningSubtasks subtasks;
  private final EngineServices services;
  private final Checkpointing checkpointing;
  private final CheckpointHistory history;
  private final CheckpointCoordinator coordinator;
  private final @Nullable Recurring changesWatch;
  private final Map<SubtaskId, Long> changedBytes = new HashMap<>();
  private ProcessingTime.@Nullable Alarm tick;

  AttemptCheckpoints(
      JobRun run,
      JobAttempt attempt,
      RunningSubtasks subtasks,
      CheckpointSettings settings,
      EngineServices services,
      Checkpointing checkpointing,
      CheckpointHistory history) {
    this.run = run;
    this.attempt = attempt;
    this.subtasks = subtasks;
    this.services = services;
    this.checkpointing = checkpointing;
    this.history = history;
    this.coordinator = new CheckpointCoordinator(settings, this, subtasks.all(), now());
    this.changesWatch =
        settings.bytesChanged().isEmpty()
            ? null
            : new Recurring(
                services.time(),
                CHANGES_MILLIS,
                attempt::post,
                () -> subtasks.forEach(TaskControl::reportChanges));
  }

  /** The subtasks have begun to work. */
  void start() {
    if (changesWatch != null) {
      changesWatch.start();
    }
  }

  /** Gives up what is pending, and begins nothing any more. */
  void stop(CheckpointFailedException why) {
    coordinator.stop(now(), why);
  }

  /** Looks at no clock any more. */
  void end() {
    if (tick != null) {
      tick.cancel();
    }
    if (changesWatch != null) {
      changesWatch.stop();
    }
  }

  /** Whether the storage owes an answer. */
  boolean isPublishing() {
    return coordinator.isPublishing();
  }

  /** Looks at the coordinator's clock after every event, so that nothing it waits for is missed. */
  void schedule() {
    if (tick != null) {
      tick.cancel();
      tick = null;
    }
    if (coordinator.nextTick() != Long.MAX_VALUE) {
      long at = Math.max(now(), coordinator.nextTick());
      tick = services.time().at(at, () -> attempt.post(() -> coordinator.tick(now())));
    }
  }

  /** Asks for a checkpoint on somebody's behalf. */
  @SuppressWarnings("FutureReturnValueIgnored") // the answer is completed either way
  void request(CheckpointRequest request, CompletableFuture<CheckpointRecord> answer) {
    request
        .result()
        .whenComplete(
            (id, problem) -> {
              if (problem == null) {
                answer.complete(history.ended(id));
              } else {
                answer.completeExceptionally(problem);
              }
            });
    coordinator.request(now(), request);
    schedule();
  }

  /**
   * Asks for the checkpoint that commits everything and ends the job, again and again until it
   * succeeds or the attempt fails.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // a failure is what the retry is for
  void requestFinal() {
    if (attempt.isFailing()) {
      return;
    }
    CheckpointRequest request =
        CheckpointRequest.of(CheckpointBarrier.Kind.FINAL, CheckpointRequest.Trigger.END_OF_INPUT);
    request
        .result()
        .whenComplete(
            (id, problem) -> {
              if (problem != null && !attempt.isFailing()) {
                services
                    .time()
                    .at(now() + FINAL_RETRY_MILLIS, () -> attempt.post(this::requestFinal));
              }
            });
    coordinator.request(now(), request);
  }

  void acknowledged(SubtaskId subtask, long id, TaskSnapshot snapshot) {
    history.acknowledged(id, subtask, snapshot.phases());
    coordinator.acknowledged(id, subtask, snapshot);
  }

  void declined(SubtaskId subtask, long id, Throwable cause) {
    coordinator.declined(now(), id, subtask, cause);
  }

  void finished(SubtaskId subtask) {
    coordinator.finished(now(), subtask);
  }

  void changed(SubtaskId subtask, long bytes) {
    changedBytes.put(subtask, bytes);
    coordinator.changed(changedBytes.values().stream().mapToLong(Long::longValue).sum());
  }

  @Override
  public long begin(CheckpointRequest request) {
    PendingSnapshot snapshot = checkpointing.begin(request);
    changedBytes.clear();
    history.begun(snapshot.id(), request);
    return snapshot.id();
  }

  @Override
  public void trigger(CheckpointBarrier barrier) {
    subtasks.forEach(subtask -> subtask.triggerCheckpoint(barrier));
  }

  @Override
  public void publish(long id, Map<SubtaskId, TaskSnapshot> parts) {
    CheckpointBarrier.Kind kind = history.kind(id);
    try {
      services
          .io()
          .execute(
              () -> {
                try {
                  StoredSnapshot stored = checkpointing.publish(id, parts, kind);
                  attempt.post(() -> published(id, stored));
                } catch (Throwable e) {
                  attempt.post(() -> publishFailed(id, e));
                }
              });
    } catch (RejectedExecutionException e) {
      attempt.post(() -> publishFailed(id, e));
    }
  }

  private void published(long id, StoredSnapshot stored) {
    if (history.kind(id).isStop()) {
      history.target(id).ifPresent(target -> run.stopAt(new NamedSnapshot(stored, target)));
    }
    history.published(id, stored);
    coordinator.published(now(), id);
    attempt.endIfOver();
  }

  private void publishFailed(long id, Throwable cause) {
    coordinator.publishFailed(now(), id, cause);
    attempt.endIfOver();
  }

  @Override
  public void abort(long id, Throwable cause) {
    CheckpointBarrier.Kind kind = history.kind(id);
    subtasks.forEach(subtask -> subtask.checkpointAborted(id));
    run.checkpointEnded(history.failed(id, cause));
    run.cleanUp(() -> checkpointing.abort(id));
    if (kind == CheckpointBarrier.Kind.SAVEPOINT_AND_DRAIN) {
      // Event time has ended: nothing that is read now would be in time.
      attempt.post(() -> attempt.fail(cause));
    }
  }

  @Override
  public void complete(long id, CheckpointRequest request) {
    subtasks.forEach(subtask -> subtask.checkpointCompleted(id, request.kind()));
    run.checkpointEnded(history.ended(id));
    if (request.target().isEmpty()) {
      run.cleanUp(run::retain);
    }
  }

  @Override
  public void failJob(Throwable cause) {
    attempt.fail(cause);
  }

  @Override
  public void abandon(long id, Throwable cause) {
    run.checkpointEnded(history.failed(id, cause));
  }

  @Override
  public void stopFenced(Throwable cause) {
    attempt.fail(cause);
  }

  private long now() {
    return services.time().millis();
  }
}
