package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.engine.SortedFileWriter;
import io.tidemark.rocksdb.runs.ChainLog;
import io.tidemark.rocksdb.runs.Picture;
import io.tidemark.rocksdb.runs.RunBuilder;
import io.tidemark.rocksdb.runs.RunFile;
import io.tidemark.rocksdb.runs.RunFiles;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.KeyGroupRange;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frozen generations on their way into the database: each becomes a run, in the order of their
 * numbers, on whichever thread asks first.
 *
 * <p><b>Invariant.</b> The database holds exactly the generations up to {@link #written}; the queue
 * holds the frozen ones after it, in order. A picture is pinned between two generations and so
 * shows exactly those up to its own.
 *
 * <p><b>Locks.</b> {@code writing} is held while a generation is sorted, written and taken over: it
 * may take long, and the store's thread takes it only when there is too much to be written. {@code
 * queue}'s monitor is held for moments only, also by a capture. {@code taking} is held while the
 * database takes over a run and {@link #written} follows: whoever must know whether the database
 * already has a generation's appends reads under it. They are taken in the order {@code writing},
 * {@code taking}, {@code queue}.
 */
final class Generations {

  private static final long CUT_BYTES = 8L << 20;

  private final Database database;
  private final RunFiles files;
  private final ChainLog log;
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock taking = new ReentrantLock();
  private final Deque<Generation> queue = new ArrayDeque<>();
  private volatile long written;
  private volatile long frozenBytes;

  Generations(Database database, RunFiles files, ChainLog log, long written) {
    this.database = database;
    this.files = files;
    this.log = log;
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
   * Writes what is frozen, up to generation {@code upTo}. When it fails, what is not written stays
   * queued, and the next call tries again.
   *
   * @throws io.tidemark.spi.StateBackendException if it cannot be written
   */
  void write(long upTo) {
    writing.lock();
    try {
      database.whileOpen(() -> writeQueued(upTo));
    } finally {
      writing.unlock();
    }
  }

  /**
   * Writes a run that {@code source} makes, as generation {@code number}; nothing may be queued.
   */
  void writeDirectly(long number, RunSource source) {
    writing.lock();
    try (RunBuilder run = new RunBuilder(database, files, number, CUT_BYTES)) {
      source.writeTo(run);
      take(number, run.finish());
    } finally {
      writing.unlock();
    }
  }

  /** Makes a run's entries. */
  @FunctionalInterface
  interface RunSource {
    void writeTo(RunBuilder run);
  }

  private int writeQueued(long upTo) {
    for (int runs = 0; ; runs++) {
      Generation next;
      synchronized (queue) {
        next = queue.peek();
      }
      if (next == null || next.number > upTo) {
        return runs;
      }
      writeRun(next);
    }
  }

  private void writeRun(Generation generation) {
    WriteBuffer value = new WriteBuffer(1 << 12);
    try (RunBuilder run = new RunBuilder(database, files, generation.number, CUT_BYTES)) {
      for (Entry entry : new KeyOrder().sorted(generation.entries())) {
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
      take(generation.number, run.finish());
    }
  }

  private void take(long number, List<RunFile> runFiles) {
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
      try {
        log.ran(number, runFiles);
      } finally {
        // What the database has must not be written again, whatever else goes wrong.
        advance(number);
      }
    } finally {
      taking.unlock();
    }
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
