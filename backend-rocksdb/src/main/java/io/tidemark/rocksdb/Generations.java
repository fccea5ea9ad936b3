package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.runs.ChainLog;
import io.tidemark.rocksdb.runs.KeySketch;
import io.tidemark.rocksdb.runs.Picture;
import io.tidemark.rocksdb.runs.RunBuilder;
import io.tidemark.rocksdb.runs.RunFile;
import io.tidemark.rocksdb.runs.RunFiles;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.ParallelWork;
import io.tidemark.spi.StateBackendException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Frozen generations on their way into the database: each becomes a run, in the order of their
 * numbers, on whichever thread asks first. A run is written before the database takes it over, and
 * a snapshot needs no more than its files: so the database may follow when the snapshot is written.
 *
 * <p><b>Invariant.</b> The database holds exactly the generations up to {@link #written}; the queue
 * holds the frozen ones after it, in order. A picture is pinned between two generations and so
 * shows exactly those up to its own.
 *
 * <p><b>Locks.</b> {@code writing} is held while generations are sorted, written or taken over: it
 * may take long, and the store's thread takes it only when there is too much to be written. {@code
 * queue}'s monitor is held for moments only, also by a capture. {@code taking} is held while the
 * database takes over a run and {@link #written} follows: whoever must know whether the database
 * already has a generation's appends reads under it. They are taken in the order {@code writing},
 * {@code taking}, {@code queue}.
 */
final class Generations {

  /** The pieces to fold of a chain that begins with its runs: more files are slower to restore. */
  private static final int CELLS_OF_SEEDS = 4;

  /** Two threads write a later run. Each file more is one that reads and compactions go through. */
  private static final int CELLS_AT_MOST = 2;

  private final Database database;
  private final RunFiles files;
  private final ChainLog log;
  private final RunWriter writer;
  private final Executor executor;
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock taking = new ReentrantLock();
  private final Deque<Generation> queue = new ArrayDeque<>();
  private volatile long written;

  /**
   * Makes an empty queue.
   *
   * @param executor writes what nobody waits for
   * @param written the number of the last generation that the database holds
   */
  Generations(
      Database database,
      RunFiles files,
      ChainLog log,
      ParallelWork work,
      Executor executor,
      long written) {
    this.database = database;
    this.files = files;
    this.log = log;
    this.writer = new RunWriter(database, files, work);
    this.executor = executor;
    this.written = written;
  }

  /** The number of the last generation that the database holds. */
  long written() {
    return written;
  }

  /** Held by whoever reads the database and {@link #written} as one. */
  ReentrantLock taking() {
    return taking;
  }

  /** Adds a generation, to which nobody adds any more. */
  void freeze(Generation generation) {
    synchronized (queue) {
      queue.add(generation);
    }
  }

  /** Has {@code picture} show everything that was frozen so far. */
  void photograph(Picture picture) {
    synchronized (queue) {
      if (queue.isEmpty()) {
        picture.pin();
      } else {
        queue.getLast().pictures.add(picture);
      }
    }
  }

  /** Lets go of what is not written; captures that need it find the database closed. */
  void clear() {
    synchronized (queue) {
      queue.clear();
    }
  }

  /**
   * Writes the runs of what is frozen, up to generation {@code upTo}, into files that snapshots can
   * name. The database need not take them over yet.
   *
   * @throws io.tidemark.spi.StateBackendException if they cannot be written; the next call tries
   *     again
   */
  void writeRuns(long upTo) {
    forQueued(upTo, this::writeRun);
  }

  /**
   * Writes what is frozen, up to generation {@code upTo}, and has the database take it over. When
   * it fails, what is not taken over stays queued, and the next call tries again.
   *
   * @throws io.tidemark.spi.StateBackendException if it cannot be written
   */
  void write(long upTo) {
    forQueued(
        upTo,
        generation -> {
          if (generation.run == null) {
            writeRun(generation);
            // RocksDB does it, too, but while reads may wait for it.
            files.sync(Objects.requireNonNull(generation.run));
          }
          take(generation.number, Objects.requireNonNull(generation.run));
        });
  }

  /** Has {@link #writeQuietly} done by another thread, where there is one. */
  void writeLater(long upTo) {
    try {
      executor.execute(() -> writeQuietly(upTo));
    } catch (RejectedExecutionException e) {
      writeQuietly(upTo);
    }
  }

  /** Does what {@link #write} does, and tells nobody if it fails. */
  void writeQuietly(long upTo) {
    try {
      write(upTo);
    } catch (CancellationException | StateBackendException e) {
      // It stays queued: whoever needs it in the database tries again, and reports it.
      return;
    }
  }

  /**
   * Writes a run that {@code source} makes, as generation {@code number}; nothing may be queued.
   */
  void writeDirectly(long number, RunSource source) {
    writing.lock();
    try (RunBuilder run = new RunBuilder(database, files, number, RunWriter.CUT_BYTES, true)) {
      source.writeTo(run);
      List<RunFile> runFiles = run.finish();
      take(number, runFiles);
      log.ran(number, runFiles, new KeySketch());
    } finally {
      writing.unlock();
    }
  }

  /** Makes a run's entries. */
  @FunctionalInterface
  interface RunSource {
    void writeTo(RunBuilder run);
  }

  private void forQueued(long upTo, Consumer<Generation> action) {
    writing.lock();
    try {
      database.whileOpen(
          () -> {
            List<Generation> due;
            synchronized (queue) {
              due = queue.stream().filter(generation -> generation.number <= upTo).toList();
            }
            due.forEach(action);
            return due.size();
          });
    } finally {
      writing.unlock();
    }
  }

  private void writeRun(Generation generation) {
    if (generation.run != null) {
      return;
    }
    int cells = log.beginsChain() ? CELLS_OF_SEEDS : CELLS_AT_MOST;
    RunWriter.Written run = writer.write(generation, cells);
    generation.run = run.files();
    log.ran(generation.number, run.files(), run.keys());
  }

  private void take(long number, List<RunFile> runFiles) {
    RunFiles.requireWhole(runFiles);
    List<List<Path>> filesOfParts = new ArrayList<>();
    for (KeyGroupRange part : database.parts()) {
      List<Path> ofPart = new ArrayList<>();
      for (RunFile file : runFiles) {
        if (part.contains(file.content().first())) {
          ofPart.add(file.path());
        }
      }
      filesOfParts.add(ofPart);
    }
    taking.lock();
    try {
      database.ingest(filesOfParts);
      advance(number);
    } catch (StateBackendException e) {
      // It may be that RocksDB could not sync them.
      files.distrust(runFiles);
      throw e;
    } finally {
      taking.unlock();
    }
    log.taken(number);
  }

  private void advance(long number) {
    synchronized (queue) {
      written = number;
      Generation done = queue.peek();
      if (done != null && done.number == number && !database.isClosed()) {
        queue.remove();
        done.pictures.forEach(Picture::pin);
      }
    }
  }
}
