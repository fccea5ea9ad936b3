package io.tidemark.rocksdb.runs;

import io.tidemark.rocksdb.engine.Engine;
import io.tidemark.rocksdb.engine.FileForm;
import io.tidemark.rocksdb.engine.NativeFileWriter;
import io.tidemark.rocksdb.engine.SortedFileWriter;
import io.tidemark.rocksdb.table.TableWriter;
import io.tidemark.spi.KeyGroupRange;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes one {@link RunFile}; deletes the file unless it was finished. Belongs to one thread. */
final class SortedFileBuilder implements AutoCloseable {

  /**
   * From how many bytes on RocksDB writes a file: until it is complete, an index and what its
   * filter is made of are in memory, which is off the heap there.
   */
  static final long LARGE_BYTES = 256L << 20;

  private final Path path;
  private final long sequence;
  private final boolean base;
  private final boolean shrinks;
  private final SortedFileWriter writer;
  private int first = -1;
  private int last;
  private boolean finished;

  /**
   * Begins a file.
   *
   * @param expectedBytes about how large it may become
   */
  SortedFileBuilder(
      Engine engine, Path path, long sequence, boolean base, boolean shrinks, long expectedBytes) {
    this.path = path;
    this.sequence = sequence;
    this.base = base;
    this.shrinks = shrinks;
    this.writer = writer(engine, path, shrinks, expectedBytes);
  }

  private static SortedFileWriter writer(
      Engine engine, Path path, boolean shrinks, long expectedBytes) {
    Optional<FileForm> form = engine.fileForm();
    return form.isPresent() && expectedBytes < LARGE_BYTES
        ? new TableWriter(form.get(), path, shrinks)
        : new NativeFileWriter(engine, path, shrinks);
  }

  SortedFileWriter writer() {
    return writer;
  }

  /** Notes that entries of {@code keyGroup} follow. */
  void enter(int keyGroup) {
    if (first < 0) {
      first = keyGroup;
    }
    last = keyGroup;
  }

  /**
   * Completes the file.
   *
   * @param content the key groups that the file speaks for, or null for those that it has entries
   *     of
   */
  RunFile finish(@Nullable KeyGroupRange content) {
    writer.finish();
    RunFile file =
        new RunFile(
            path,
            sequence,
            base,
            content == null ? KeyGroupRange.of(first, last) : content,
            writer.fileBytes(),
            writer.checksum(),
            writer.entries(),
            writer.deletes(),
            shrinks && writer.fileBytes() < writer.bytes() / 8 * 7);
    writer.close();
    finished = true;
    return file;
  }

  @Override
  public void close() {
    try (writer) {
      if (!finished) {
        RunFiles.delete(path);
      }
    }
  }
}
