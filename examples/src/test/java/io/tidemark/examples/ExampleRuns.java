package io.tidemark.examples;

import io.tidemark.config.Configuration;
import io.tidemark.runtime.engine.CheckpointRecord;
import io.tidemark.runtime.engine.Engine;
import io.tidemark.runtime.engine.EngineServices;
import io.tidemark.runtime.engine.JobHandle;
import io.tidemark.runtime.engine.JobListener;
import io.tidemark.runtime.engine.JobStatus;
import io.tidemark.runtime.engine.RestoreChoice;
import io.tidemark.runtime.job.JobDefinition;
import io.tidemark.runtime.time.SystemTime;
import io.tidemark.spi.MetricGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs jobs in this process, breaks them off, and reads what they committed. */
final class ExampleRuns implements AutoCloseable {

  private final SystemTime time = new SystemTime(InstantSource.system());
  private final ExecutorService io = Executors.newFixedThreadPool(4);
  private final Engine engine;

  ExampleRuns(Path workDirectory) {
    this(workDirectory, MetricGroup.none());
  }

  ExampleRuns(Path workDirectory, MetricGroup metrics) {
    engine =
        new Engine(
            new EngineServices(
                time,
                new Random(1),
                UUID::randomUUID,
                Executors.defaultThreadFactory(),
                io,
                2,
                ExampleRuns.class.getClassLoader(),
                workDirectory,
                metrics,
                exitCode -> {
                  throw new IllegalStateException("The process would end with " + exitCode);
                }));
  }

  JobHandle start(JobDefinition job, Configuration configuration) {
    return engine.start(job, configuration, new RestoreChoice.Latest(), List.of());
  }

  /** Starts a job and runs {@code onCompleted} whenever a checkpoint was completed. */
  JobHandle start(JobDefinition job, Configuration configuration, Runnable onCompleted) {
    return start(job, configuration, new OnCompleted(onCompleted));
  }

  JobHandle start(JobDefinition job, Configuration configuration, JobListener listener) {
    return engine.start(job, configuration, new RestoreChoice.Latest(), List.of(listener));
  }

  private record OnCompleted(Runnable action) implements JobListener {
    @Override
    public void checkpointEnded(CheckpointRecord checkpoint) {
      if (checkpoint.isCompleted()) {
        action.run();
      }
    }
  }

  JobStatus runToEnd(JobDefinition job, Configuration configuration) throws Exception {
    return start(job, configuration).result().get(120, TimeUnit.SECONDS);
  }

  /** Breaks the job off once {@code checkpoints} were completed, unless it ends before. */
  JobStatus breakOffAfter(int checkpoints, JobDefinition job, Configuration configuration)
      throws Exception {
    BreakOff breakOff = new BreakOff(checkpoints);
    JobHandle handle =
        engine.start(job, configuration, new RestoreChoice.Latest(), List.of(breakOff));
    breakOff.handle = handle;
    return handle.result().get(120, TimeUnit.SECONDS);
  }

  private static final class BreakOff implements JobListener {
    private final int after;
    private int completed;
    private volatile JobHandle handle;

    BreakOff(int after) {
      this.after = after;
    }

    @Override
    public void checkpointEnded(CheckpointRecord checkpoint) {
      JobHandle running = handle;
      if (checkpoint.isCompleted() && ++completed >= after && running != null) {
        running.cancel();
      }
    }
  }

  /** The lines of all committed part files, sorted. */
  static List<String> committed(Path output) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(output)) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("part-")).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    lines.sort(null);
    return lines;
  }

  /** The names of parts that are neither committed nor taken back. */
  static List<String> unfinished(Path output) throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(".") && !name.startsWith(".taken-back-"))
          .filter(name -> !name.equals(".tidemark-job"))
          .toList();
    }
  }

  @Override
  public void close() {
    io.shutdown();
    time.close();
  }
}
