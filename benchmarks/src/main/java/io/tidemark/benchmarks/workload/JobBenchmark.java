package io.tidemark.benchmarks.workload;

import io.tidemark.benchmarks.peer.SupportsWordCount;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;

/** How long it takes to count the words of some files, from the start of the job to its end. */
@BenchmarkMode(Mode.SingleShotTime)
public class JobBenchmark extends MeasuredPeer {

  private static final int WORDS_OF_LINE = 10;
  private static final int VOCABULARY = 100_000;

  /** How many words there are in all files. */
  @Param("10000000")
  public int keys;

  /** How many subtasks each operator has, and how many files there are. */
  @Param("2")
  public int parallelism;

  /** The time between two checkpoints, 0 for none. */
  @Param("1000")
  public long checkpointMillis;

  private @Nullable Path input;
  private int counted;

  @Override
  void load() {
    try {
      Path folder = Files.createDirectories(Workplace.current().folder().resolve("input"));
      input = folder;
      KeySequence words = KeySequence.of("zipf", VOCABULARY);
      int lines = keys / parallelism / WORDS_OF_LINE;
      for (int file = 0; file < parallelism; file++) {
        try (BufferedWriter text = Files.newBufferedWriter(folder.resolve("text-" + file))) {
          for (int line = 0; line < lines; line++) {
            for (int word = 0; word < WORDS_OF_LINE; word++) {
              text.write("word" + words.next() + (word < WORDS_OF_LINE - 1 ? ' ' : '\n'));
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  void unload() {}

  /** Counts. */
  @Benchmark
  public void wordCount() {
    counted++;
    able(SupportsWordCount.class)
        .countWords(Objects.requireNonNull(input), output(), parallelism, checkpointMillis);
  }

  /** Looks whether every word was counted. */
  @Override
  void end() {
    long expected = (long) keys / parallelism / WORDS_OF_LINE * WORDS_OF_LINE * parallelism;
    long found = sum(output());
    if (found != expected) {
      throw new IllegalStateException("Of " + expected + " words " + found + " were counted");
    }
  }

  private Path output() {
    return Workplace.current().folder().resolve("output-" + counted);
  }

  private static long sum(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      long sum = 0;
      for (Path file : files.filter(JobBenchmark::isResult).toList()) {
        List<String> lines = Files.readAllLines(file);
        for (String line : lines) {
          sum += Long.parseLong(line.substring(line.indexOf('\t') + 1));
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
