package io.tidemark.cli.process;

import io.tidemark.runtime.engine.EngineServices;
import io.tidemark.runtime.engine.WorkFolder;
import io.tidemark.runtime.time.SystemTime;
import io.tidemark.spi.MetricGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/**
 * What this process lends to an engine: its clock, daemon threads, and a work folder of its own
 * that goes with it. Any thread; closing is idempotent.
 */
public final class ProcessServices implements AutoCloseable {

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
  private final WorkFolder work;

  /**
   * @throws CommandFailedException if there can be no work folder
   */
  public ProcessServices() {
    try {
      work = WorkFolder.make(Path.of(System.getProperty("java.io.tmpdir")), "tidemark-process");
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

  public SystemTime time() {
    return time;
  }

  public ExecutorService io() {
    return io;
  }

  public int ioThreads() {
    return ioThreads;
  }

  /** This process's own, which goes with it. */
  public Path workDirectory() {
    return work.path();
  }

  /**
   * @param metrics where the engine's metrics go
   */
  public EngineServices forEngine(ClassLoader classLoader, MetricGroup metrics) {
    return new EngineServices(
        time,
        RandomGenerator.getDefault(),
        UUID::randomUUID,
        DAEMONS,
        io,
        ioThreads,
        classLoader,
        work.path(),
        metrics,
        Runtime.getRuntime()::halt);
  }

  @Override
  public synchronized void close() {
    io.shutdownNow();
    time.close();
    work.close();
  }
}
