package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.rocksdb.engine.SortedFileWriter;
import io.tidemark.rocksdb.runs.ChainLog;
import io.tidemark.rocksdb.runs.KeySketch;
import io.tidemark.rocksdb.runs.Picture;
import io.tidemark.rocksdb.runs.RunBuilder;
import io.tidemark.rocksdb.runs.RunFile;
import io.tidemark.rocksdb.runs.RunFiles;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.ParallelWork;
import io.tidemark.spi.StateBackendException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
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

  /** From how many bytes on a file ends with its key group. */
  private static final long CUT_BYTES = 8L << 20;

  /** From how many bytes of live objects on a run is written in cells. */
  private static final long CELL_BYTES = 4L << 20;

  /** The pieces to fold of a chain that begins with its runs: more files are slower to restore. */
  private static final int CELLS_OF_SEEDS = 8;

  /** Two threads write a later run. Each file more is one that reads and compactions go through. */
  private static final int CELLS_AT_MOST = 2;

  private final Database database;
  private final RunFiles files;
  private final ChainLog log;
  private final ParallelWork work;
  private final Executor executor;
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock taking = new ReentrantLock();
  private final Deque<Generation> queue = new ArrayDeque<>();
  private volatile long written;
  private volatile long frozenBytes;

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
    this.work = work;
    this.executor = executor;
    this.written = written;
  }

  /** The number of the last generation that the database holds. */
  long written() {
    return written;
  }

  /** The bytes of the frozen generations that are not written yet. */
  long frozenBytes() {
    return frozenBytes;
  }

  /** Held by whoever reads the database and {@link #written} as one. */
  ReentrantLock taking() {
    return taking;
  }

  /** Adds a generation, which nobody changes any more. */
  void freeze(Generation generation) {
    synchronized (queue) {
      queue.add(generation);
      frozenBytes += generation.bytes();
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
      frozenBytes = 0;
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
          writeRun(generation);
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
    try (RunBuilder run = new RunBuilder(database, files, number, CUT_BYTES, true)) {
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
    Entry[] entries = new KeyOrder().sorted(generation.entries());
    KeySketch keys = new KeySketch();
    for (Entry entry : entries) {
      keys.add(entry.hash);
    }
    List<RunFile> written = new CopyOnWriteArrayList<>();
    List<RunFile> run;
    boolean complete = false;
    try {
      List<List<RunFile>> ofCells =
          work.map(
              cells(entries, generation.bytes()),
              (cell, cancellation) -> {
                cancellation.check();
                List<RunFile> ofCell = writeCell(generation.number, cell);
                written.addAll(ofCell);
                return ofCell;
              });
      run = ofCells.stream().flatMap(List::stream).toList();
      complete = true;
    } finally {
      if (!complete) {
        RunFiles.deleteAll(written);
      }
    }
    generation.run = run;
    log.ran(generation.number, run, keys);
  }

  /**
   * Cuts a large run between key groups, so that its pieces can be written in parallel and, when
   * they become part of a chain, be folded one by one. The sizes are powers of two, so that cuts of
   * different runs meet.
   */
  private List<List<Entry>> cells(Entry[] entries, long bytes) {
    int all = Integer.highestOneBit(2 * database.keyGroups().size() - 1);
    int most = log.beginsChain() ? CELLS_OF_SEEDS : CELLS_AT_MOST;
    long cells = Long.highestOneBit(Math.max(1, Math.min(most, bytes / CELL_BYTES)));
    int keyGroups = (int) Math.max(1, all / cells);
    List<List<Entry>> cut = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= entries.length; i++) {
      if (i == entries.length
          || KeyLayout.keyGroup(entries[i].key) / keyGroups
              != KeyLayout.keyGroup(entries[begin].key) / keyGroups) {
        cut.add(Arrays.asList(entries).subList(begin, i));
        begin = i;
      }
    }
    return cut;
  }

  private List<RunFile> writeCell(long number, List<Entry> entries) {
    WriteBuffer value = new WriteBuffer(1 << 12);
    boolean shrinks = new EntrySample().shrinks(entries);
    try (RunBuilder run = new RunBuilder(database, files, number, CUT_BYTES, shrinks)) {
      for (Entry entry : entries) {
        value.clear();
        Column.Change change = entry.column.write(entry, value);
        if (change == Column.Change.NOTHING) {
          continue;
        }
        SortedFileWriter out = run.at(entry.key);
        switch (change) {
          case PUT -> out.put(entry.key, value.array(), 0, value.position());
          case APPEND -> out.append(entry.key, value.array(), 0, value.position());
          default -> out.delete(entry.key);
        }
      }
      return run.finish();
    }
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
        frozenBytes -= done.bytes();
        done.pictures.forEach(Picture::pin);
      }
    }
  }
}
