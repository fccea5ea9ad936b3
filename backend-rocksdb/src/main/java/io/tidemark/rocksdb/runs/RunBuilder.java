package io.tidemark.rocksdb.runs;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.rocksdb.engine.SortedFileWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one run, from entries in ascending order of their keys. A run is one file, unless it is
 * large or the database has several parts: then it is cut, always between key groups, so that a
 * restore reads about as much as it needs. Belongs to one thread.
 */
public final class RunBuilder implements AutoCloseable {

  private final Database database;
  private final RunFiles files;
  private final long sequence;
  private final long cutBytes;
  private final boolean shrinks;
  private final List<RunFile> finished = new ArrayList<>();
  private @Nullable SortedFileBuilder current;
  private int keyGroup = -1;
  private int part;

  /**
   * Begins a run.
   *
   * @param cutBytes from how many bytes on a file is ended at the next key group
   * @param shrinks whether LZ4 may make the entries smaller
   */
  public RunBuilder(
      Database database, RunFiles files, long sequence, long cutBytes, boolean shrinks) {
    this.database = database;
    this.files = files;
    this.sequence = sequence;
    this.cutBytes = cutBytes;
    this.shrinks = shrinks;
  }

  /** Where the entry of {@code key}, greater than all before it, is to be written. */
  public SortedFileWriter at(byte[] key) {
    int next = KeyLayout.keyGroup(key);
    SortedFileBuilder builder = current;
    if (next != keyGroup || builder == null) {
      if (builder != null && mustCutBefore(next, builder)) {
        finished.add(builder.finish(null));
        current = null;
        builder = null;
      }
      if (builder == null) {
        builder =
            new SortedFileBuilder(
                database.engine(), files.newFile(), sequence, false, shrinks, cutBytes);
        current = builder;
        while (!database.parts().get(part).contains(next)) {
          part++;
        }
      }
      keyGroup = next;
      builder.enter(next);
    }
    return builder.writer();
  }

  /** Ends the run and returns its files in ascending order of key groups; none without an entry. */
  public List<RunFile> finish() {
    SortedFileBuilder builder = current;
    if (builder != null) {
      finished.add(builder.finish(null));
      current = null;
    }
    List<RunFile> result = List.copyOf(finished);
    finished.clear();
    return result;
  }

  /** Deletes what was written, unless the run was finished. */
  @Override
  public void close() {
    try {
      if (current != null) {
        current.close();
      }
    } finally {
      finished.forEach(file -> RunFiles.delete(file.path()));
    }
  }

  private boolean mustCutBefore(int next, SortedFileBuilder builder) {
    return builder.writer().bytes() >= cutBytes || !database.parts().get(part).contains(next);
  }
}
