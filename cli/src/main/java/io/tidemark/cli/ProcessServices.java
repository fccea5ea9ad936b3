package io.tidemark.cli;

import io.tidemark.runtime.engine.EngineServices;
import io.tidemark.runtime.time.SystemTime;
import io.tidemark.spi.MetricGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What this process lends to an engine: its clock, daemon threads, and a work folder of its own
 * that goes with it. Any thread; closing is idempotent.
 */
final class ProcessServices implements AutoCloseable {

  private static final int LEAST_IO_THREADS = 4;

  private static final ThreadFactory DAEMONS =
      action -> {
        Thread thread = new Thread(action, "tidemark");
        thread.setDaemon(true);
        return thread;
      };

  private final SystemTime time = new SystemTime(InstantSource.system());
  private final int ioThreads =
      Math.max(LEAST_IO_THREADS, Runtime.getRuntime().availableProcessors());
  private final ExecutorService io = Executors.newFixedThreadPool(ioThreads, DAEMONS);
  private final Path workDirectory;

  /**
   * @throws CommandFailedException if there can be no work folder
   */
  ProcessServices() {
    try {
      workDirectory = Files.createTempDirectory("tidemark-");
    } catch (IOException e) {
      io.shutdownNow();
      time.close();
      throw new CommandFailedException(
          "a work folder cannot be made under "
              + System.getProperty("java.io.tmpdir")
              + "; name another place with -Djava.io.tmpdir=… in TIDEMARK_JAVA_OPTS",
          e);
    }
  }

  SystemTime time() {
    return time;
  }

  ExecutorService io() {
    return io;
  }

  int ioThreads() {
    return ioThreads;
  }

  /** This process's own, which goes with it. */
  Path workDirectory() {
    return workDirectory;
  }

  /**
   * @param metrics where the engine's metrics go
   */
  EngineServices forEngine(ClassLoader classLoader, MetricGroup metrics) {
    return new EngineServices(
        time,
        RandomGenerator.getDefault(),
        UUID::randomUUID,
        DAEMONS,
        io,
        ioThreads,
        classLoader,
        workDirectory,
        metrics,
        Runtime.getRuntime()::halt);
  }

  @Override
  public synchronized void close() {
    io.shutdownNow();
    time.close();
    deleteTree(workDirectory);
  }

  private static void deleteTree(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
