package io.tidemark.runtime.engine;

import io.tidemark.runtime.time.ProcessingTime;
import io.tidemark.spi.MetricGroup;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What a process lends to its engine, and closes after it.
 *
 * @param time the clock of everything
 * @param random the jitter of restarts
 * @param ids makes names that nobody else makes
 * @param threads makes the threads of subtasks and of runs
 * @param io uses storage, and writes and reads snapshots; at least two threads. What it cannot run
 *     it refuses, also where the system has no thread to give
 * @param parallelism how many pieces of a snapshot are written or read at a time
 * @param classLoader sees the backends and storages
 * @param workDirectory where working state may use the disk
 * @param metrics where metrics go
 * @param halt ends the process with an exit code, without asking anybody: for a subtask that cannot
 *     be stopped
 */
public record EngineServices(
    ProcessingTime time,
    RandomGenerator random,
    Supplier<UUID> ids,
    ThreadFactory threads,
    Executor io,
    int parallelism,
    ClassLoader classLoader,
    Path workDirectory,
    MetricGroup metrics,
    Halt halt) {

  public EngineServices {
    io = new RefusingExecutor(io);
  }

  /** Ends the process. */
  @FunctionalInterface
  public interface Halt {
    void halt(int exitCode);
  }
}
