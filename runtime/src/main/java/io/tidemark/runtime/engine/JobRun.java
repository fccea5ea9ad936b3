package io.tidemark.runtime.engine;

import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.checkpoint.CheckpointFailedException;
import io.tidemark.runtime.checkpoint.CheckpointRequest;
import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.runtime.job.InvalidJobException;
import io.tidemark.runtime.recovery.RestartOptions;
import io.tidemark.runtime.recovery.RestartStrategy;
import io.tidemark.runtime.task.Attempt;
import io.tidemark.runtime.task.CheckpointBarrier;
import io.tidemark.runtime.task.InProcessLauncher;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskControl;
import io.tidemark.runtime.task.TaskLauncher;
import io.tidemark.runtime.time.ProcessingTime;
import io.tidemark.snapshot.CheckpointingOptions;
import io.tidemark.spi.FencedException;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotVersionException;
import io.tidemark.state.IncompatibleStateException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job from its start to its end, attempt after attempt.
 *
 * <p>Everything here happens on the run's own thread; others post to it. An attempt ends when every
 * one of its subtasks has ended, and only then is the next one begun: two attempts never overlap.
 */
final class JobRun implements JobHandle {

  private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

  /** The exit code of a process that was ended because a subtask could not be stopped. */
  static final int STUCK_EXIT_CODE = 70;

  private final JobGraph graph;
  private final Configuration configuration;
  private final EngineServices services;
  private final RunResources resources;
  private final RunMetrics metrics;
  private final List<JobListener> listeners;
  private final ExecutorService thread;
  private final RestartStrategy restarts;
  private final RestorePoints restorePoints;
  private final Checkpointing checkpointing;
  private final TaskLauncher launcher;
  private final RunHistory history;
  private final CompletableFuture<JobStatus> result = new CompletableFuture<>();

  private volatile JobStatus status = JobStatus.STARTING;
  private int attempts;
  private @Nullable JobAttempt attempt;
  private boolean cancelling;
  private CompletableFuture<Void> cleaning = CompletableFuture.completedFuture(null);
  private ProcessingTime.@Nullable Alarm nextAttempt;

  JobRun(
      JobGraph graph,
      Configuration configuration,
      EngineServices services,
      RunResources resources,
      RestoreChoice choice,
      List<JobListener> listeners) {
    this.graph = graph;
    this.configuration = configuration;
    this.services = services;
    this.resources = resources;
    this.metrics = new RunMetrics(services.metrics().group("job", graph.name()), services.time());
    this.listeners = Stream.concat(Stream.of(metrics), listeners.stream()).toList();
    this.restarts = RestartOptions.strategy(configuration, services.random());
    this.restorePoints = new RestorePoints(graph, configuration, resources, choice);
    restorePoints.look();
    this.checkpointing = new Checkpointing(graph, resources.checkpoints());
    this.history = new RunHistory(graph, services.time(), checkpointing.root());
    this.launcher = new InProcessLauncher(graph, services.threads());
    this.thread =
        Executors.newSingleThreadExecutor(
            action -> {
              Thread made = services.threads().newThread(action);
              made.setName(graph.name() + "/run");
              return made;
            });
  }

  /** Begins the first attempt. What is wrong with the choice is thrown, and nothing runs. */
  void start() {
    RestorePoint first;
    try {
      first = restorePoints.first(checkpointing);
      checkpointing.beginAfter(first);
    } catch (Throwable e) {
      thread.shutdown();
      throw e;
    }
    post(() -> launch(first));
  }

  private void launch(RestorePoint point) {
    if (cancelling) {
      end(JobStatus.CANCELED, null);
      return;
    }
    attempts++;
    setStatus(JobStatus.STARTING);
    LOG.info(
        "Job '{}', attempt {}: {}",
        graph.name(),
        attempts,
        point.id() == 0 ? "starts from nothing" : "restores snapshot " + point.id());
    history.attemptBegins(attempts, point.snapshotId());
    tell(listener -> listener.restored(attempts, point.snapshotId()));
    Attempt plan =
        new Attempt(
            attempts,
            point.operators(),
            point.id(),
            point.source(),
            point.claimed(),
            resources.backend(),
            checkpointing,
            services.io(),
            services.time(),
            configuration,
            services.metrics().group("job", graph.name()));
    JobAttempt made =
        new JobAttempt(this, graph, configuration, services, checkpointing, history.checkpoints());
    attempt = made;
    try {
      made.start(launcher, plan);
    } catch (RuntimeException e) {
      attemptEnded(e);
    }
  }

  /** The attempt's subtasks are started, and being restored. */
  void launched(Collection<TaskControl> subtasks) {
    history.launched(subtasks);
    metrics.launched(subtasks);
  }

  /** All subtasks are restored. */
  void running() {
    history.attemptRuns();
    setStatus(JobStatus.RUNNING);
  }

  /** The savepoint at which the job was to stop is published. */
  void stopAt(NamedSnapshot savepoint) {
    restorePoints.stopAt(savepoint);
  }

  /** Whether the attempt is there to commit the savepoint at which the job stops, and to end. */
  boolean isStopping() {
    return restorePoints.stop().isPresent();
  }

  /** The attempt begins to fail: its subtasks are being cancelled. */
  void failing(Throwable cause) {
    if (cancelling) {
      LOG.info("Job '{}', attempt {} is cancelled", graph.name(), attempts);
      return;
    }
    Optional<SnapshotCorruptException> damage = restorePoints.damageIn(cause);
    if (damage.isPresent() && restorePoints.mayFallBack()) {
      LOG.info("Job '{}', attempt {}: {}", graph.name(), attempts, damage.get().getMessage());
    } else {
      LOG.warn("Job '{}', attempt {} failed", graph.name(), attempts, cause);
    }
    history.attemptFails(cause);
    tell(listener -> listener.attemptFailed(attempts, cause));
    setStatus(JobStatus.RESTARTING);
  }

  /** No subtask of the attempt is alive; {@code cause} is null if all of them have finished. */
  void attemptEnded(@Nullable Throwable cause) {
    attempt = null;
    history.attemptEnded(cancelling ? null : cause);
    if (cause == null) {
      end(JobStatus.FINISHED, null);
    } else if (cancelling) {
      end(JobStatus.CANCELED, null);
    } else if (cause instanceof FencedException) {
      end(JobStatus.FENCED, cause);
    } else if (isPermanent(cause)) {
      end(JobStatus.FAILED, cause);
    } else {
      restorePoints
          .damageIn(cause)
          .ifPresentOrElse(this::restoreAnother, () -> restartAfter(cause));
    }
  }

  /**
   * What the attempt was restored from is damaged. Another snapshot stands in at once, for that is
   * no failure of the job, and none is tried twice; but for one that somebody named.
   */
  private void restoreAnother(SnapshotCorruptException damage) {
    if (restorePoints.mayFallBack()) {
      restorePoints.passOver(damage);
      services.io().execute(this::restoreAgain);
    } else {
      end(JobStatus.FAILED, damage);
    }
  }

  private void restartAfter(Throwable cause) {
    long now = services.time().millis();
    Optional<Duration> delay = restarts.afterFailure(now);
    if (delay.isEmpty()) {
      end(JobStatus.FAILED, new JobFailedException(graph.name(), restarts.limit(), cause));
      return;
    }
    LOG.info("Job '{}' starts again in {} ms", graph.name(), delay.get().toMillis());
    nextAttempt =
        services
            .time()
            .at(now + delay.get().toMillis(), () -> services.io().execute(this::restoreAgain));
  }

  private void restoreAgain() {
    try {
      RestorePoint point = restorePoints.again(checkpointing);
      post(() -> launch(point));
    } catch (SnapshotCorruptException | SnapshotVersionException e) {
      post(() -> end(JobStatus.FAILED, e));
    } catch (RuntimeException e) {
      post(() -> attemptEnded(e));
    }
  }

  /** What comes again in the same way however often the job is started. */
  private static boolean isPermanent(Throwable cause) {
    return cause instanceof InvalidConfigurationException
        || cause instanceof InvalidJobException
        || cause instanceof IncompatibleStateException;
  }

  private void end(JobStatus end, @Nullable Throwable cause) {
    if (status.isEnd()) {
      return;
    }
    if (cause != null) {
      history.jobFailed(cause);
      restorePoints.stop().ifPresent(this::tellOfStop);
    }
    setStatus(end);
    cleanUp(resources::close);
    cleanUp(
        () -> {
          if (cause == null) {
            result.complete(end);
          } else {
            result.completeExceptionally(cause);
          }
        });
    thread.shutdown();
  }

  private void tellOfStop(RestorePoint savepoint) {
    LOG.error(
        "Job '{}': savepoint {} is complete, but not all of it could be committed; start the job"
            + " from it, which commits the rest",
        graph.name(),
        savepoint.id());
  }

  private void setStatus(JobStatus newStatus) {
    if (status != newStatus) {
      status = newStatus;
      tell(listener -> listener.statusChanged(newStatus));
    }
  }

  /** Runs {@code action} on the run's thread; false if the job has ended. */
  boolean post(Runnable action) {
    try {
      thread.execute(() -> guarded(action));
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error e) {
      LOG.error("Job '{}' cannot go on", graph.name(), e);
      JobAttempt current = attempt;
      if (current == null) {
        end(JobStatus.FAILED, e);
      } else {
        current.fail(e);
      }
    }
  }

  /**
   * Has something removed that nobody needs any more, after what was to be removed before, and
   * before the storage is closed. What cannot be removed is left to collection. The run's thread.
   */
  void cleanUp(Runnable action) {
    cleaning =
        cleaning.thenRunAsync(
            () -> {
              try {
                action.run();
              } catch (RuntimeException e) {
                LOG.warn(
                    "Job '{}': something could not be removed; collection will", graph.name(), e);
              }
            },
            services.io());
  }

  /** A listener that fails is told of, and keeps neither the job nor the others back. */
  private void tell(Consumer<JobListener> news) {
    for (JobListener listener : listeners) {
      try {
        news.accept(listener);
      } catch (RuntimeException e) {
        LOG.warn("Job '{}': listener {} failed", graph.name(), listener, e);
      }
    }
  }

  void checkpointEnded(CheckpointRecord record) {
    if (record.isCompleted()) {
      LOG.info(
          "Job '{}': {} {} completed in {} ms, {} bytes, {} of them new",
          graph.name(),
          record.kind(),
          record.id(),
          record.endedMillis() - record.startedMillis(),
          record.totalBytes(),
          record.addedBytes());
    } else {
      LOG.warn(
          "Job '{}': {} {} failed: {}",
          graph.name(),
          record.kind(),
          record.id(),
          record.failure().orElse(""));
    }
    tell(listener -> listener.checkpointEnded(record));
  }

  /** A checkpoint is published: what it makes superfluous goes. */
  void retain() {
    restorePoints.releaseClaimed();
    checkpointing.retain(configuration.get(CheckpointingOptions.RETAINED));
  }

  /**
   * A subtask does not end although it was asked to: its store must not be closed under it, so the
   * process ends.
   */
  void stuck(Iterable<SubtaskId> subtasks) {
    LOG.error("Job '{}': subtasks {} do not end; the process does", graph.name(), subtasks);
    services.halt().halt(STUCK_EXIT_CODE);
  }

  @Override
  public String name() {
    return graph.name();
  }

  @Override
  public JobStatus status() {
    return status;
  }

  @Override
  public JobOverview overview() {
    return history.overview(status);
  }

  @Override
  public CompletableFuture<JobStatus> result() {
    return result.copy();
  }

  @Override
  public CompletableFuture<CheckpointRecord> checkpoint() {
    return request(
        answer ->
            withAttempt(
                answer,
                current ->
                    current.request(
                        CheckpointRequest.of(
                            CheckpointBarrier.Kind.CHECKPOINT, CheckpointRequest.Trigger.MANUAL),
                        answer)));
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
    services
        .io()
        .execute(
            () -> {
              try {
                CheckpointRequest request =
                    new CheckpointRequest(
                        kind,
                        CheckpointRequest.Trigger.MANUAL,
                        Optional.of(resources.savepoints(root)),
                        new CompletableFuture<>());
                orEnded(
                    answer,
                    post(() -> withAttempt(answer, current -> current.request(request, answer))));
              } catch (RuntimeException e) {
                answer.completeExceptionally(e);
              }
            });
    return answer;
  }

  private CompletableFuture<CheckpointRecord> request(
      Consumer<CompletableFuture<CheckpointRecord>> action) {
    CompletableFuture<CheckpointRecord> answer = new CompletableFuture<>();
    orEnded(answer, post(() -> action.accept(answer)));
    return answer;
  }

  private void orEnded(CompletableFuture<CheckpointRecord> answer, boolean posted) {
    if (!posted) {
      answer.completeExceptionally(
          new CheckpointFailedException("Job '" + graph.name() + "' has ended", null));
    }
  }

  private void withAttempt(
      CompletableFuture<CheckpointRecord> answer, Consumer<JobAttempt> action) {
    JobAttempt current = attempt;
    if (status.isEnd()) {
      orEnded(answer, false);
    } else if (current == null) {
      answer.completeExceptionally(
          new CheckpointFailedException(
              "Job '" + graph.name() + "' is not running now; try again", null));
    } else {
      action.accept(current);
    }
  }

  @Override
  public void cancel() {
    post(
        () -> {
          cancelling = true;
          JobAttempt current = attempt;
          if (current != null) {
            current.fail(new JobFailedException(graph.name(), "it was cancelled", null));
          } else {
            if (nextAttempt != null) {
              nextAttempt.cancel();
            }
            end(JobStatus.CANCELED, null);
          }
        });
  }
}
