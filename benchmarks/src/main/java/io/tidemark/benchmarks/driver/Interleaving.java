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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs one experiment. All contenders start, load and warm up at the same time; then they measure
 * in turns, A B C, C B A, and so on, with nothing else going on: what makes the machine slow for a
 * while makes it slow for all of them, and a ratio is one of figures that were taken a moment
 * apart.
 */
public final class Interleaving {

  /** The fact: requests that the server had in a contender's turn. */
  public static final String REQUESTS = "requests";

  private static final int LEAST_LIMIT_SECONDS = 120;
  private static final int LIMIT_FACTOR = 5;

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
    List<WorkerProcess> workers = new CopyOnWriteArrayList<>();
    String serverClass = experiment.storage().server();
    ServerProcess server =
        serverClass == null
            ? null
            : ServerProcess.start(serverClass, classPaths, folder.resolve("server"));
    ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    Future<?> limit =
        watch.schedule(
            () -> workers.forEach(WorkerProcess::stop), limitSeconds(experiment), TimeUnit.SECONDS);
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
        for (WorkerProcess worker : order) {
          measure(worker, server);
        }
        Collections.reverse(order);
      }
      return outcome(workers);
    } finally {
      limit.cancel(false);
      watch.shutdownNow();
      workers.forEach(WorkerProcess::close);
      if (server != null) {
        server.close();
      }
      delete(folder);
    }
  }

  /** What is not over by then never will be. */
  private static long limitSeconds(Experiment experiment) {
    return LEAST_LIMIT_SECONDS + (long) (LIMIT_FACTOR * experiment.expectedSeconds());
  }

  private static void measure(WorkerProcess worker, @Nullable ServerProcess server) {
    if (server == null) {
      worker.measure();
      return;
    }
    long before = server.requests();
    worker.measure();
    worker.note(REQUESTS, (double) (server.requests() - before));
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
