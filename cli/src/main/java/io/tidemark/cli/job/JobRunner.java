package io.tidemark.cli.job;

import io.tidemark.cli.output.Shown;
import io.tidemark.cli.process.CommandFailedException;
import io.tidemark.cli.process.ErrorReport;
import io.tidemark.cli.process.ProcessServices;
import io.tidemark.config.Configuration;
import io.tidemark.runtime.checkpoint.CheckpointOptions;
import io.tidemark.runtime.engine.Engine;
import io.tidemark.runtime.engine.JobHandle;
import io.tidemark.runtime.engine.JobListener;
import io.tidemark.runtime.engine.JobStatus;
import io.tidemark.runtime.engine.RestoreChoice;
import io.tidemark.runtime.job.JobDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs one job to its end. If the process is asked to end before, the job takes a final checkpoint
 * and stops, and the process goes on ending.
 */
public final class JobRunner {

  /** How long a job that was cancelled may take to stop; the engine's own watch is shorter. */
  private static final Duration STOP = Duration.ofMinutes(1);

  private final ProcessServices services;
  private final ProgressLines progress;
  private final ClassLoader classLoader;

  public JobRunner(ProcessServices services, ProgressLines progress, ClassLoader classLoader) {
    this.services = services;
    this.progress = progress;
    this.classLoader = classLoader;
  }

  /**
   * @param more listeners beside the one that prints progress
   * @param everySecond what the calling thread does while it waits
   * @throws CommandFailedException if the job failed
   */
  public JobStatus run(
      JobDefinition job,
      Configuration configuration,
      RestoreChoice restore,
      List<JobListener> more,
      Runnable everySecond) {
    List<JobListener> listeners = new ArrayList<>(more);
    listeners.add(progress);
    try (JobMonitor monitor = JobMonitor.open(configuration, services.time(), progress)) {
      JobHandle handle =
          new Engine(services.forEngine(classLoader, monitor.metrics()))
              .start(job, configuration, restore, listeners);
      monitor.watch(handle);
      Duration patience = configuration.get(CheckpointOptions.TIMEOUT);
      Thread hook = new Thread(() -> stop(handle, patience, monitor), "tidemark-stop");
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        return await(handle, everySecond);
      } finally {
        remove(hook);
      }
    }
  }

  private static JobStatus await(JobHandle handle, Runnable everySecond) {
    CompletableFuture<JobStatus> result = handle.result();
    while (true) {
      try {
        return result.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        everySecond.run();
      } catch (ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        throw new CommandFailedException(ErrorReport.sentence(cause), cause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        handle.cancel();
        throw new CommandFailedException("job '" + handle.name() + "' was interrupted", e);
      }
    }
  }

  /** Runs on the hook's thread, while the process ends. */
  private void stop(JobHandle handle, Duration patience, JobMonitor monitor) {
    if (!handle.status().isEnd()) {
      progress.stopping();
      await(CompletableFuture.anyOf(handle.checkpoint(), handle.result()), patience);
      handle.cancel();
    }
    await(handle.result(), STOP);
    monitor.close();
    services.close();
  }

  private void await(CompletableFuture<?> future, Duration patience) {
    try {
      future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      progress.line(ErrorReport.sentence(e.getCause() == null ? e : e.getCause()));
    } catch (TimeoutException e) {
      progress.line("did not stop within " + Shown.duration(patience) + "; it is ended");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook runs: it was the process that ended the job.
    }
  }
}
