package io.tidemark.rocksdb.engine;

import java.nio.file.Path;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.Slice;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;

/**
 * The keys of a sorted file within an interval, in ascending order, deletions left out. Belongs to
 * one thread; native until it is closed.
 */
public final class SortedFileScan implements AutoCloseable {

  private final Path file;
  private final SstFileReader reader;
  private final Slice end;
  private final ReadOptions options;
  private final SstFileReaderIterator iterator;

  public SortedFileScan(Engine engine, Path file, byte[] from, byte[] to) {
    this.file = file;
    reader = new SstFileReader(engine.fileOptions);
    end = new Slice(to);
    options = new ReadOptions().setIterateUpperBound(end).setFillCache(false);
    boolean open = false;
    try {
      reader.open(file.toString());
      iterator = reader.newIterator(options);
      open = true;
    } catch (RocksDBException e) {
      throw failure(e);
    } finally {
      if (!open) {
        closeWithoutIterator();
      }
    }
    boolean placed = false;
    try {
      iterator.seek(from);
      check();
      placed = true;
    } finally {
      if (!placed) {
        close();
      }
    }
  }

  public boolean isValid() {
    return iterator.isValid();
  }

  public void next() {
    iterator.next();
    check();
  }

  /** A copy of the key. */
  public byte[] key() {
    return iterator.key();
  }

  @Override
  public void close() {
    iterator.close();
    closeWithoutIterator();
  }

  private void closeWithoutIterator() {
    options.close();
    end.close();
    reader.close();
  }

  private void check() {
    if (!iterator.isValid()) {
      try {
        iterator.status();
      } catch (RocksDBException e) {
        throw failure(e);
      }
    }
  }

  private RuntimeException failure(RocksDBException e) {
    return NativeFailure.of("Reading the sorted file " + file, e);
  }
}
