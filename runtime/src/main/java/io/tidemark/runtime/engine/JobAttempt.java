package io.tidemark.runtime.engine;

import io.tidemark.config.Configuration;
import io.tidemark.runtime.checkpoint.CheckpointActions;
import io.tidemark.runtime.checkpoint.CheckpointCoordinator;
import io.tidemark.runtime.checkpoint.CheckpointFailedException;
import io.tidemark.runtime.checkpoint.CheckpointOptions;
import io.tidemark.runtime.checkpoint.CheckpointRequest;
import io.tidemark.runtime.graph.Chains;
import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.runtime.graph.TaskPlan;
import io.tidemark.runtime.task.Attempt;
import io.tidemark.runtime.task.CheckpointBarrier;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskControl;
import io.tidemark.runtime.task.TaskEvents;
import io.tidemark.runtime.task.TaskLauncher;
import io.tidemark.runtime.task.TaskSnapshot;
import io.tidemark.runtime.time.ProcessingTime;
import io.tidemark.snapshot.repository.PendingSnapshot;
import io.tidemark.snapshot.repository.StoredSnapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to run a job: its subtasks, and the coordinator of their checkpoints. Everything
 * happens on the run's thread, whoever calls: events of subtasks and answers of the storage are
 * posted to it.
 */
final class JobAttempt implements TaskEvents, CheckpointActions {

  private static final long FINAL_RETRY_MILLIS = 1000;
  private static final long CHANGES_MILLIS = 1000;

  private final JobRun run;
  private final JobGraph graph;
  private final Configuration configuration;
  private final EngineServices services;
  private final Checkpointing checkpointing;
  private final CheckpointHistory history;
  private @Nullable RunningSubtasks subtasks;
  private @Nullable CheckpointCoordinator coordinator;
  private @Nullable Throwable failure;
  private ProcessingTime.@Nullable Alarm tick;
  private ProcessingTime.@Nullable Alarm watch;
  private ProcessingTime.@Nullable Alarm stuck;
  private ProcessingTime.@Nullable Alarm changesWatch;
  private final Map<SubtaskId, Long> changedBytes = new HashMap<>();
  private boolean ended;

  JobAttempt(
      JobRun run,
      JobGraph graph,
      Configuration configuration,
      EngineServices services,
      Checkpointing checkpointing,
      CheckpointHistory history) {
    this.run = run;
    this.graph = graph;
    this.configuration = configuration;
    this.services = services;
    this.checkpointing = checkpointing;
    this.history = history;
  }

  void start(TaskLauncher launcher, Attempt plan) {
    Map<SubtaskId, TaskControl> controls = launcher.launch(plan, this);
    subtasks = new RunningSubtasks(controls, sources());
    run.launched(controls.values());
    watch();
  }

  private Set<SubtaskId> sources() {
    Set<SubtaskId> sources = new HashSet<>();
    for (TaskPlan task : Chains.of(graph)) {
      if (task.head().isSource()) {
        for (int i = 0; i < task.parallelism(); i++) {
          sources.add(new SubtaskId(task.name(), i));
        }
      }
    }
    return sources;
  }

  private void post(Runnable action) {
    run.post(
        () -> {
          if (!ended) {
            action.run();
            schedule();
          }
        });
  }

  /** Looks at the coordinator's clock after every event, so that nothing it waits for is missed. */
  private void schedule() {
    if (tick != null) {
      tick.cancel();
      tick = null;
    }
    CheckpointCoordinator current = coordinator;
    if (current != null && !ended && current.nextTick() != Long.MAX_VALUE) {
      long at = Math.max(services.time().millis(), current.nextTick());
      tick = services.time().at(at, () -> post(() -> current.tick(services.time().millis())));
    }
  }

  /** Asks again and again, where changed bytes are a reason for a checkpoint. */
  private void watchChanges() {
    if (CheckpointOptions.settings(configuration).bytesChanged().isPresent()) {
      changesWatch =
          services
              .time()
              .at(
                  services.time().millis() + CHANGES_MILLIS,
                  () ->
                      post(
                          () -> {
                            subtasks().forEach(TaskControl::reportChanges);
                            watchChanges();
                          }));
    }
  }

  @Override
  public void changed(SubtaskId subtask, long bytes) {
    post(
        () -> {
          changedBytes.put(subtask, bytes);
          if (coordinator != null) {
            coordinator.changed(changedBytes.values().stream().mapToLong(Long::longValue).sum());
          }
        });
  }

  private void watch() {
    long step = Math.max(1, configuration.get(EngineOptions.HEARTBEAT_TIMEOUT).toMillis());
    watch = services.time().at(services.time().millis() + step, () -> post(this::lookForSilent));
  }

  private void lookForSilent() {
    List<SubtaskId> silent = subtasks().silent();
    if (!silent.isEmpty() && failure == null) {
      fail(
          new StuckTaskException(
              silent,
              configuration.get(EngineOptions.HEARTBEAT_TIMEOUT),
              EngineOptions.HEARTBEAT_TIMEOUT.key()));
    }
    watch();
  }

  private RunningSubtasks subtasks() {
    RunningSubtasks current = subtasks;
    if (current == null) {
      throw new IllegalStateException("The attempt has not been started");
    }
    return current;
  }

  /** Ends the attempt: what is pending is given up, and every subtask asked to end. */
  void fail(Throwable cause) {
    if (failure != null || ended) {
      return;
    }
    failure = cause;
    run.failing(cause);
    if (coordinator != null) {
      coordinator.stop(
          services.time().millis(), new CheckpointFailedException("The job has failed", cause));
    }
    if (subtasks == null || subtasks.alive().isEmpty()) {
      endIfOver();
      return;
    }
    subtasks.forEach(TaskControl::cancel);
    watchForStuck();
  }

  private void watchForStuck() {
    long deadline =
        services.time().millis() + configuration.get(EngineOptions.CANCELLATION_TIMEOUT).toMillis();
    stuck = services.time().at(deadline, () -> post(this::lookForStuck));
  }

  private void lookForStuck() {
    Set<SubtaskId> alive = subtasks().alive();
    if (!alive.isEmpty()) {
      run.stuck(alive);
    }
  }

  private void subtaskEnded(SubtaskId subtask) {
    subtasks().hasEnded(subtask);
    endIfOver();
  }

  /**
   * The attempt is over when no subtask is alive and the storage owes no answer: a checkpoint that
   * became visible after the next attempt had looked for the newest would be restored by a later
   * one, although the job did not go on from it.
   */
  private void endIfOver() {
    boolean alive = subtasks != null && !subtasks.alive().isEmpty();
    boolean publishing = coordinator != null && coordinator.isPublishing();
    if (!alive && !publishing && !ended) {
      end();
    }
  }

  private void end() {
    ended = true;
    if (coordinator != null) {
      coordinator.stop(
          services.time().millis(), new CheckpointFailedException("The job has ended", failure));
    }
    if (tick != null) {
      tick.cancel();
    }
    if (watch != null) {
      watch.cancel();
    }
    if (stuck != null) {
      stuck.cancel();
    }
    if (changesWatch != null) {
      changesWatch.cancel();
    }
    run.attemptEnded(failure);
  }

  /** Asks for a checkpoint on somebody's behalf. */
  @SuppressWarnings("FutureReturnValueIgnored") // the answer is completed either way
  void request(CheckpointRequest request, CompletableFuture<CheckpointRecord> answer) {
    CheckpointCoordinator current = coordinator;
    if (current == null || failure != null) {
      answer.completeExceptionally(
          new CheckpointFailedException("The job is not running now; try again", failure));
      return;
    }
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
    current.request(services.time().millis(), request);
    schedule();
  }

  @Override
  public void running(SubtaskId subtask) {
    post(
        () -> {
          if (subtasks().isRunning(subtask) && failure == null) {
            if (run.isStopping()) {
              endCommitted();
              return;
            }
            coordinator =
                new CheckpointCoordinator(
                    CheckpointOptions.settings(configuration),
                    this,
                    subtasks().all(),
                    services.time().millis());
            run.running();
            subtasks().forEach(TaskControl::start);
            watchChanges();
            if (inputEnded) {
              requestFinal();
            }
          }
        });
  }

  /** All that the savepoint at which the job stops had prepared is committed by its restore. */
  private void endCommitted() {
    subtasks().forEach(TaskControl::cancel);
    watchForStuck();
  }

  private boolean inputEnded;

  @Override
  public void endOfInput(SubtaskId subtask) {
    post(
        () -> {
          if (subtasks().hasEndedInput(subtask)) {
            inputEnded = true;
            requestFinal();
          }
        });
  }

  /**
   * The checkpoint that commits everything and ends the job; tried again until it succeeds or the
   * job fails over.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // a failure is what the retry is for
  private void requestFinal() {
    CheckpointCoordinator current = coordinator;
    if (current == null || failure != null) {
      return;
    }
    CheckpointRequest request =
        CheckpointRequest.of(CheckpointBarrier.Kind.FINAL, CheckpointRequest.Trigger.END_OF_INPUT);
    request
        .result()
        .whenComplete(
            (id, problem) -> {
              if (problem != null && !ended && failure == null) {
                services
                    .time()
                    .at(
                        services.time().millis() + FINAL_RETRY_MILLIS,
                        () -> post(this::requestFinal));
              }
            });
    current.request(services.time().millis(), request);
  }

  @Override
  public void acknowledge(SubtaskId subtask, long checkpointId, TaskSnapshot snapshot) {
    post(
        () -> {
          if (coordinator != null) {
            history.acknowledged(checkpointId, subtask, snapshot.phases());
            coordinator.acknowledged(checkpointId, subtask, snapshot);
          }
        });
  }

  @Override
  public void decline(SubtaskId subtask, long checkpointId, Throwable cause) {
    post(
        () -> {
          if (coordinator != null) {
            coordinator.declined(services.time().millis(), checkpointId, subtask, cause);
          }
        });
  }

  @Override
  public void finished(SubtaskId subtask) {
    post(
        () -> {
          if (coordinator != null) {
            coordinator.finished(services.time().millis(), subtask);
          }
          subtaskEnded(subtask);
        });
  }

  @Override
  public void cancelled(SubtaskId subtask) {
    post(() -> subtaskEnded(subtask));
  }

  @Override
  public void failed(SubtaskId subtask, Throwable cause) {
    post(
        () -> {
          fail(cause);
          subtaskEnded(subtask);
        });
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
    subtasks().forEach(subtask -> subtask.triggerCheckpoint(barrier));
  }

  @Override
  public void publish(long id, Map<SubtaskId, TaskSnapshot> parts) {
    CheckpointBarrier.Kind kind = history.kind(id);
    services
        .io()
        .execute(
            () -> {
              try {
                StoredSnapshot stored = checkpointing.publish(id, parts, kind);
                post(() -> published(id, stored));
              } catch (Throwable e) {
                post(() -> publishFailed(id, e));
              }
            });
  }

  private void published(long id, StoredSnapshot stored) {
    if (history.kind(id).isStop() && failure == null) {
      history.target(id).ifPresent(target -> run.stopAt(new NamedSnapshot(stored, target)));
    }
    history.published(id, stored);
    if (coordinator != null) {
      coordinator.published(services.time().millis(), id);
    }
    endIfOver();
  }

  private void publishFailed(long id, Throwable cause) {
    if (coordinator != null) {
      coordinator.publishFailed(services.time().millis(), id, cause);
    }
    endIfOver();
  }

  @Override
  public void abort(long id, Throwable cause) {
    CheckpointBarrier.Kind kind = history.kind(id);
    subtasks().forEach(subtask -> subtask.checkpointAborted(id));
    run.checkpointEnded(history.failed(id, cause));
    run.cleanUp(() -> checkpointing.abort(id));
    if (kind == CheckpointBarrier.Kind.SAVEPOINT_AND_DRAIN) {
      post(() -> fail(cause)); // event time has ended: nothing that is read now would be in time
    }
  }

  @Override
  public void complete(long id, CheckpointRequest request) {
    subtasks().forEach(subtask -> subtask.checkpointCompleted(id, request.kind()));
    run.checkpointEnded(history.ended(id));
    if (request.target().isEmpty()) {
      run.cleanUp(run::retain);
    }
  }

  @Override
  public void failJob(Throwable cause) {
    fail(cause);
  }

  @Override
  public void stopFenced(Throwable cause) {
    fail(cause);
  }
}
