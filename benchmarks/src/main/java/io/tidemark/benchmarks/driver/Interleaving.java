package io.tidemark.benchmarks.driver;

import io.tidemark.benchmarks.result.Series;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs one experiment. All contenders start, load and warm up at the same time; then they measure
 * in turns, A B C, C B A, and so on, with nothing else going on: what makes the machine slow for a
 * while makes it slow for all of them, and a ratio is one of figures that were taken a moment
 * apart.
 */
public final class Interleaving {

  private final ClassPaths classPaths;
  private final Path folder;

  /**
   * @param folder for the files of all processes, on the disk that is to be measured
   */
  public Interleaving(ClassPaths classPaths, Path folder) {
    this.classPaths = classPaths;
    this.folder = folder;
  }

  /** What the contenders measured, by their names, and what JMH made of each. */
  public record Outcome(Map<String, Series> series, Map<String, String> jmhResults) {}

  /** Runs it. */
  public Outcome run(Experiment experiment) {
    List<WorkerProcess> workers = new ArrayList<>();
    ServerProcess server =
        experiment.onS3() ? ServerProcess.start(classPaths, folder.resolve("server")) : null;
    try {
      List<String> options = server == null ? List.of() : List.of(server.option());
      for (Contender contender : experiment.contenders()) {
        WorkerProcess worker =
            WorkerProcess.start(
                contender,
                experiment.effort(),
                classPaths,
                options,
                folder.resolve(contender.name()));
        workers.add(worker);
        if (server != null) {
          // All at once would only be a test of how the one server stands it.
          worker.awaitIdle();
        }
      }
      List<WorkerProcess> order = new ArrayList<>(workers);
      for (int round = 0; round < experiment.effort().rounds(); round++) {
        workers.forEach(WorkerProcess::prepare);
        workers.forEach(WorkerProcess::awaitReady);
        order.forEach(WorkerProcess::measure);
        Collections.reverse(order);
      }
      return outcome(workers);
    } finally {
      workers.forEach(WorkerProcess::close);
      if (server != null) {
        server.close();
      }
      delete(folder);
    }
  }

  private static Outcome outcome(List<WorkerProcess> workers) {
    Map<String, Series> series = new LinkedHashMap<>();
    Map<String, String> jmhResults = new LinkedHashMap<>();
    for (WorkerProcess worker : workers) {
      series.put(worker.contender().name(), worker.finish());
      try {
        jmhResults.put(worker.contender().name(), Files.readString(worker.jmhResult()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new Outcome(series, jmhResults);
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
