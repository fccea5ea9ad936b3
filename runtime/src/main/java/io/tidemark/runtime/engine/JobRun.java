package io.tidemark.runtime.engine;

import io.tidemark.config.Configuration;
import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.runtime.recovery.RestartOptions;
import io.tidemark.runtime.task.Attempt;
import io.tidemark.runtime.task.InProcessLauncher;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskControl;
import io.tidemark.runtime.task.TaskLauncher;
import io.tidemark.runtime.time.ProcessingTime;
import io.tidemark.snapshot.CheckpointingOptions;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotVersionException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
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
final class JobRun {

  private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

  /** The exit code of a process that was ended because a subtask could not be stopped. */
  static final int STUCK_EXIT_CODE = 70;

  /**
   * Digits of an attempt's name, hexadecimal and random. Were two attempts to have one name, the
   * output of one would be taken for the other's; a job that fails for weeks makes a million.
   */
  private static final int NAME_DIGITS = 12;

  private final JobGraph graph;
  private final Configuration configuration;
  private final EngineServices services;
  private final RunResources resources;
  private final RunMetrics metrics;
  private final RunNews news;
  private final RunThread thread;
  private final Cleaning cleaning;
  private final RestorePoints restorePoints;
  private final FailureRules failures;
  private final Checkpointing checkpointing;
  private final TaskLauncher launcher;
  private final RunHistory history;
  private final CompletableFuture<JobStatus> result = new CompletableFuture<>();

  private volatile JobStatus status = JobStatus.STARTING;
  private int attempts;
  private @Nullable JobAttempt attempt;
  private @Nullable AfterFailure afterFailure;
  private boolean cancelling;
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
    this.news =
        new RunNews(graph.name(), Stream.concat(Stream.of(metrics), listeners.stream()).toList());
    this.restorePoints = new RestorePoints(graph, configuration, resources, choice);
    this.failures =
        new FailureRules(
            graph.name(), RestartOptions.strategy(configuration, services.random()), restorePoints);
    restorePoints.look();
    // An output that cannot be used is found while nobody is fenced for it.
    CommittedOutput.look(graph);
    this.checkpointing = new Checkpointing(graph, resources.checkpoints());
    this.history = new RunHistory(graph, services.time(), checkpointing.root());
    this.launcher = new InProcessLauncher(graph, services.threads());
    this.thread = new RunThread(graph.name(), services.threads(), this::cannotGoOn);
    this.cleaning = new Cleaning(graph.name(), services.io());
  }

  /** Begins the first attempt. What is wrong with the choice is thrown, and nothing runs. */
  JobHandle start() {
    Restart first;
    try {
      first = Restart.by(restorePoints::first, graph, checkpointing);
    } catch (Throwable e) {
      thread.end();
      throw e;
    }
    post(() -> launch(first));
    return new RunHandle(this, resources, services.io());
  }

  private void launch(Restart from) {
    RestorePoint point = from.point();
    if (cancelling) {
      end(JobStatus.CANCELED, null);
      return;
    }
    attempts++;
    setStatus(JobStatus.STARTING);
    history.attemptBegins(attempts, point.snapshotId());
    news.restored(attempts, point.snapshotId());
    String name = services.ids().get().toString().replace("-", "").substring(0, NAME_DIGITS);
    Attempt plan =
        new Attempt(
            attempts,
            name,
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
      from.takeBackOutput();
      checkpointing.attemptBegins(name, point.course());
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
    AfterFailure next = failures.after(cause, services.time().millis());
    if (next instanceof AfterFailure.FromAnother another) {
      LOG.info("Job '{}', attempt {}: {}", graph.name(), attempts, another.damage().getMessage());
    } else {
      LOG.warn("Job '{}', attempt {} failed", graph.name(), attempts, cause);
    }
    history.attemptFails(cause);
    news.attemptFailed(attempts, cause);
    if (!(next instanceof AfterFailure.End)) {
      setStatus(JobStatus.RESTARTING);
    }
    afterFailure = next;
  }

  /** No subtask of the attempt is alive; {@code cause} is null if all of them have finished. */
  void attemptEnded(@Nullable Throwable cause) {
    attempt = null;
    AfterFailure decided = afterFailure;
    afterFailure = null;
    history.attemptEnded(cancelling ? null : cause);
    if (cause == null) {
      end(JobStatus.FINISHED, null);
    } else if (cancelling) {
      end(JobStatus.CANCELED, null);
    } else {
      goOn(decided != null ? decided : failures.after(cause, services.time().millis()));
    }
  }

  private void goOn(AfterFailure next) {
    if (next instanceof AfterFailure.End end) {
      end(end.status(), end.cause());
    } else if (next instanceof AfterFailure.FromAnother another) {
      restorePoints.passOver(another.damage());
      restoreSoon();
    } else if (next instanceof AfterFailure.Again again) {
      long millis = again.delay().toMillis();
      LOG.info("Job '{}' starts again in {} ms", graph.name(), millis);
      nextAttempt = services.time().at(services.time().millis() + millis, this::restoreSoon);
    }
  }

  private void restoreSoon() {
    try {
      services.io().execute(this::restoreAgain);
    } catch (RejectedExecutionException e) {
      // As if the storage had not answered.
      post(() -> attemptEnded(e));
    }
  }

  private void restoreAgain() {
    try {
      Restart again = Restart.by(restorePoints::again, graph, checkpointing);
      post(() -> launch(again));
    } catch (SnapshotCorruptException | SnapshotVersionException e) {
      post(() -> end(JobStatus.FAILED, e));
    } catch (RuntimeException | Error e) {
      post(() -> attemptEnded(e));
    }
  }

  private void end(JobStatus end, @Nullable Throwable cause) {
    if (status.isEnd()) {
      return;
    }
    if (cause != null) {
      history.jobFailed(cause);
    }
    if (end != JobStatus.FINISHED) {
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
    thread.end();
  }

  private void tellOfStop(RestorePoint savepoint) {
    LOG.error(
        "Job '{}': savepoint {} is complete, but perhaps not all of it is committed; start the"
            + " job from it, which commits the rest",
        graph.name(),
        savepoint.id());
  }

  private void setStatus(JobStatus newStatus) {
    if (status != newStatus) {
      status = newStatus;
      news.statusChanged(newStatus);
    }
  }

  /** Runs {@code action} on the run's thread; false if the job has ended. */
  boolean post(Runnable action) {
    return thread.post(action);
  }

  private void cannotGoOn(Throwable error) {
    LOG.error("Job '{}' cannot go on", graph.name(), error);
    JobAttempt current = attempt;
    if (current == null) {
      end(JobStatus.FAILED, error);
    } else {
      current.fail(error);
    }
  }

  /** Has something removed that nobody needs any more, before the storage is closed. */
  void cleanUp(Runnable removal) {
    cleaning.then(removal);
  }

  void checkpointEnded(CheckpointRecord record) {
    news.checkpointEnded(record);
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

  /** The attempt under way, or null; asked on the run's thread. */
  @Nullable JobAttempt attempt() {
    return attempt;
  }

  /** Ends the job without another checkpoint; called on the run's thread. */
  void cancel() {
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
  }

  /** Whether somebody ended the job; asked on the run's thread. */
  boolean isCancelling() {
    return cancelling;
  }

  /** The job's name; any thread may ask, as for what follows. */
  String name() {
    return graph.name();
  }

  JobStatus status() {
    return status;
  }

  JobOverview overview() {
    return history.overview(status);
  }

  /** How the job ends; nobody but this run completes it. */
  CompletableFuture<JobStatus> result() {
    return result.copy();
  }
}
