package io.tidemark.runtime.engine;

import io.tidemark.config.Configuration;
import io.tidemark.runtime.checkpoint.CheckpointFailedException;
import io.tidemark.runtime.checkpoint.CheckpointOptions;
import io.tidemark.runtime.checkpoint.CheckpointRequest;
import io.tidemark.runtime.graph.Chains;
import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.runtime.graph.TaskPlan;
import io.tidemark.runtime.task.Attempt;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskControl;
import io.tidemark.runtime.task.TaskEvents;
import io.tidemark.runtime.task.TaskLauncher;
import io.tidemark.runtime.task.TaskSnapshot;
import io.tidemark.runtime.time.ProcessingTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to run a job: its subtasks, from their start until none is alive, and its {@link
 * AttemptCheckpoints}. Everything happens on the run's thread, whoever calls: events of subtasks
 * and answers of the storage are posted to it.
 */
final class JobAttempt implements TaskEvents {

  private final JobRun run;
  private final JobGraph graph;
  private final Configuration configuration;
  private final EngineServices services;
  private final Checkpointing checkpointing;
  private final CheckpointHistory history;
  private final Recurring heartbeats;
  private @Nullable RunningSubtasks subtasks;
  private @Nullable AttemptCheckpoints checkpoints;
  private @Nullable Throwable failure;
  private ProcessingTime.@Nullable Alarm stuck;
  private boolean inputEnded;
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
    this.heartbeats =
        new Recurring(
            services.time(),
            Math.max(1, configuration.get(EngineOptions.HEARTBEAT_TIMEOUT).toMillis()),
            this::post,
            this::lookForSilent);
  }

  void start(TaskLauncher launcher, Attempt plan) {
    Map<SubtaskId, TaskControl> controls = launcher.launch(plan, this);
    subtasks = new RunningSubtasks(controls, sources());
    run.launched(controls.values());
    heartbeats.start();
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

  /** Runs {@code action} on the run's thread, unless the attempt has ended by then. */
  void post(Runnable action) {
    run.post(
        () -> {
          if (!ended) {
            action.run();
            if (checkpoints != null && !ended) {
              checkpoints.schedule();
            }
          }
        });
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
    if (isFailing()) {
      return;
    }
    failure = cause;
    run.failing(cause);
    if (checkpoints != null) {
      checkpoints.stop(givenUp(cause));
    }
    if (subtasks == null || subtasks.alive().isEmpty()) {
      endIfOver();
      return;
    }
    cancelAll();
  }

  /** Why nobody gets a checkpoint any more of an attempt that ends. */
  private CheckpointFailedException givenUp(Throwable cause) {
    return new CheckpointFailedException(
        run.isCancelling() ? "The job was cancelled" : "The job has failed", cause);
  }

  /** Whether the attempt has failed or ended, and begins nothing any more. */
  boolean isFailing() {
    return failure != null || ended;
  }

  private void cancelAll() {
    subtasks().forEach(TaskControl::cancel);
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
  void endIfOver() {
    boolean alive = subtasks != null && !subtasks.alive().isEmpty();
    boolean publishing = checkpoints != null && checkpoints.isPublishing();
    if (!alive && !publishing && !ended) {
      end();
    }
  }

  private void end() {
    ended = true;
    if (checkpoints != null) {
      checkpoints.stop(new CheckpointFailedException("The job has ended", failure));
      checkpoints.end();
    }
    heartbeats.stop();
    if (stuck != null) {
      stuck.cancel();
    }
    run.attemptEnded(failure);
  }

  /** Asks for a checkpoint on somebody's behalf. */
  void request(CheckpointRequest request, CompletableFuture<CheckpointRecord> answer) {
    if (failure != null && run.isCancelling()) {
      answer.completeExceptionally(givenUp(failure));
    } else if (checkpoints == null || failure != null) {
      answer.completeExceptionally(
          new CheckpointFailedException("The job is not running now; try again", failure));
    } else {
      checkpoints.request(request, answer);
    }
  }

  @Override
  public void running(SubtaskId subtask) {
    post(
        () -> {
          if (subtasks().isRunning(subtask) && failure == null) {
            if (run.isStopping()) {
              // All that the savepoint had prepared is committed by its restore.
              cancelAll();
            } else {
              begin();
            }
          }
        });
  }

  private void begin() {
    AttemptCheckpoints begun =
        new AttemptCheckpoints(
            run,
            this,
            subtasks(),
            CheckpointOptions.settings(configuration),
            services,
            checkpointing,
            history);
    checkpoints = begun;
    run.running();
    subtasks().forEach(TaskControl::start);
    begun.start();
    if (inputEnded) {
      begun.requestFinal();
    }
  }

  @Override
  public void endOfInput(SubtaskId subtask) {
    post(
        () -> {
          if (subtasks().hasEndedInput(subtask)) {
            inputEnded = true;
            if (checkpoints != null) {
              checkpoints.requestFinal();
            }
          }
        });
  }

  @Override
  public void changed(SubtaskId subtask, long bytes) {
    withCheckpoints(current -> current.changed(subtask, bytes));
  }

  @Override
  public void acknowledge(SubtaskId subtask, long checkpointId, TaskSnapshot snapshot) {
    withCheckpoints(current -> current.acknowledged(subtask, checkpointId, snapshot));
  }

  @Override
  public void decline(SubtaskId subtask, long checkpointId, Throwable cause) {
    withCheckpoints(current -> current.declined(subtask, checkpointId, cause));
  }

  private void withCheckpoints(Consumer<AttemptCheckpoints> action) {
    post(
        () -> {
          if (checkpoints != null) {
            action.accept(checkpoints);
          }
        });
  }

  @Override
  public void finished(SubtaskId subtask) {
    post(
        () -> {
          if (checkpoints != null) {
            checkpoints.finished(subtask);
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
}
