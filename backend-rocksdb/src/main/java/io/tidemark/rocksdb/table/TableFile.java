package io.tidemark.rocksdb.table;

import io.tidemark.rocksdb.engine.LiveFile;
import io.tidemark.rocksdb.table.Lookup.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** A file of the database, which is opened when it is first looked into. */
final class TableFile {

  private final LiveFile file;
  private @Nullable OpenTable open;
  private boolean readable = true;

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
    if (!readable) {
      return Answer.UNKNOWN;
    }
    OpenTable table = open;
    try {
      if (table == null || table.isClosed()) {
        table = OpenTable.open(file.path(), reader);
        if (!cache.add(table)) {
          table.forget();
          throw new NotReadableException("A table that does not fit into memory");
        }
        open = table;
      }
      return table.find(lookup, reader, cache);
    } catch (NotReadableException | IOException | IndexOutOfBoundsException e) {
      return unknown(table, e);
    }
  }

  /** RocksDB knows what is wrong, or finds nothing wrong: it is asked from now on. */
  private Answer unknown(@Nullable OpenTable table, Exception cause) throws NoSuchFileException {
    if (table != null && table.isClosed()) {
      return Answer.UNKNOWN;
    }
    if (!Files.exists(file.path())) {
      throw new NoSuchFileException(file.path().toString(), null, cause.getMessage());
    }
    close();
    readable = false;
    return Answer.UNKNOWN;
  }

  /** Lets go of the file. */
  void close() {
    if (open != null) {
      open.forget();
      open = null;
    }
  }
}
