package io.tidemark.rocksdb.table;

import io.tidemark.rocksdb.engine.LiveFile;
import io.tidemark.rocksdb.table.Lookup.Answer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * A file of the database, which is opened when it is first looked into. Opening reads its index and
 * filter whole: so where memory is too small to keep it open for long, it is left to RocksDB for
 * longer and longer.
 */
final class TableFile {

  /** So many searches make an opening worth its while. */
  private static final int WORTHWHILE = 256;

  private static final int LONGEST_PAUSE = 1 << 16;

  private final LiveFile file;
  private @Nullable OpenTable open;
  private boolean readable = true;
  private int weightRefused;
  private int searches;
  private int pause;
  private int pauseLeft;

  TableFile(LiveFile file) {
    this.file = file;
  }

  /** Whether all keys of the file are smaller. */
  boolean endsBefore(Lookup lookup) {
    return file.endsBefore(lookup.key, lookup.length);
  }

  /**
   * Looks for the newest entry of a key.
   *
   * @throws NoSuchFileException if the database does not have the file any more
   */
  Answer find(Lookup lookup, BlockReader reader, ClockCache cache) throws NoSuchFileException {
    if (file.beginsAfter(lookup.key, lookup.length)) {
      return Answer.ABSENT;
    }
    OpenTable table = open;
    if (table == null && !mayOpen(cache)) {
      return Answer.UNKNOWN;
    }
    try {
      if (table == null) {
        table = open(reader, cache);
      }
      searches++;
      return table.find(lookup, reader, cache);
    } catch (NotReadableException
        | IOException
        | IndexOutOfBoundsException
        | IllegalArgumentException
        | NegativeArraySizeException e) {
      return unknown(table, e);
    }
  }

  private boolean mayOpen(ClockCache cache) {
    if (pauseLeft > 0) {
      pauseLeft--;
      return false;
    }
    return readable && cache.mayHold(weightRefused);
  }

  private OpenTable open(BlockReader reader, ClockCache cache)
      throws IOException, NotReadableException {
    OpenTable table = OpenTable.open(file.path(), reader, this::dropped);
    searches = 0;
    open = table;
    if (!cache.addGuide(table)) {
      weightRefused = table.weight;
    }
    return table;
  }

  /** The table had to make room. */
  private void dropped() {
    open = null;
    pause = searches < WORTHWHILE ? Math.min(LONGEST_PAUSE, Math.max(WORTHWHILE, 4 * pause)) : 0;
    pauseLeft = pause;
  }

  /** RocksDB knows what is wrong, or finds nothing wrong: it is asked. */
  private Answer unknown(@Nullable OpenTable table, Exception cause) throws NoSuchFileException {
    if (table != null && table != open) {
      // It had to make room for what was read from it.
      return Answer.UNKNOWN;
    }
    if (!Files.exists(file.path())) {
      throw new NoSuchFileException(file.path().toString(), null, cause.getMessage());
    }
    close();
    if (cause instanceof FileNotFoundException) {
      // The file is there: the system does not give it now, as when too many files are open.
      pauseLeft = WORTHWHILE;
    } else {
      readable = false;
    }
    return Answer.UNKNOWN;
  }

  /** Leaves the file to RocksDB from now on. */
  void leaveToDatabase() {
    close();
    readable = false;
  }

  /** Lets go of the file. */
  void close() {
    OpenTable table = open;
    if (table != null) {
      table.drop();
      pauseLeft = 0;
    }
  }
}
