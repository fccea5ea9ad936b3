package io.tidemark.benchmarks.workload;

import io.tidemark.benchmarks.peer.ExampleJob;
import io.tidemark.benchmarks.peer.JobSettings;
import io.tidemark.benchmarks.peer.SupportsExampleJobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;

/** How long a job over some files takes, from its start to its end. */
@BenchmarkMode(Mode.SingleShotTime)
public class JobBenchmark extends MeasuredPeer {

  /** Which job. */
  @Param("WORD_COUNT")
  public ExampleJob job = ExampleJob.WORD_COUNT;

  /** How many records there are in all files; of a word count, words. */
  @Param("10000000")
  public int keys;

  /** How many subtasks each operator has, and how many files there are. */
  @Param("2")
  public int parallelism;

  /** The time between two checkpoints, 0 for none. */
  @Param("1000")
  public long checkpointMillis;

  /** Whether barriers are aligned. */
  @Param("true")
  public boolean aligned;

  private long expected;
  private int started;

  @Override
  void load() {
    try {
      expected = JobInput.write(job, input(), parallelism, keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  void unload() {}

  /** Runs the job. */
  @Benchmark
  public void run() {
    started++;
    able(SupportsExampleJobs.class)
        .run(job, input(), output(), new JobSettings(parallelism, checkpointMillis, aligned));
  }

  /** Looks whether every record had its effect, once. */
  @Override
  void end() {
    long found = sum(output());
    if (found != expected) {
      throw new IllegalStateException(
          job + " should have come to " + expected + ", and came to " + found);
    }
  }

  private static Path input() {
    return Workplace.current().folder().resolve("input");
  }

  private Path output() {
    return Workplace.current().folder().resolve("output-" + started);
  }

  private long sum(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      long sum = 0;
      for (Path file : files.filter(JobBenchmark::isResult).toList()) {
        try (Stream<String> lines = Files.lines(file)) {
          sum += lines.mapToLong(line -> JobInput.sumOf(job, line)).sum();
        }
      }
      return sum;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isResult(Path file) {
    return Files.isRegularFile(file)
        && !Objects.requireNonNull(file.getFileName()).toString().startsWith(".");
  }
}
