package io.tidemark.rocksdb.engine;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/**
 * The entries of an interval of keys in ascending order, as they were when the scan began. It is at
 * the first of them to begin with. Belongs to one thread; native until it is closed.
 */
public final class Scan implements AutoCloseable {

  private final RocksDB database;
  private final Slice end;
  private final ReadOptions options;
  private final RocksIterator iterator;
  private boolean valid;

  Scan(
      RocksDB database,
      ColumnFamilyHandle family,
      byte[] from,
      byte[] to,
      @Nullable Snapshot snapshot,
      boolean whole) {
    this.database = database;
    end = new Slice(to);
    options = new ReadOptions().setIterateUpperBound(end);
    if (whole) {
      options.setFillCache(false).setReadaheadSize(2 << 20);
    }
    if (snapshot != null) {
      options.setSnapshot(snapshot);
    }
    iterator = database.newIterator(family, options);
    boolean open = false;
    try {
      seek(from);
      open = true;
    } finally {
      if (!open) {
        close();
      }
    }
  }

  /** Whether the scan is at an entry. */
  public boolean isValid() {
    return valid;
  }

  public void next() {
    iterator.next();
    arrive();
  }

  /** Goes to the first entry at or after {@code key}. */
  public void seek(byte[] key) {
    iterator.seek(key);
    arrive();
  }

  /** A copy of the entry's key. */
  public byte[] key() {
    return iterator.key();
  }

  /** A copy of the entry's value. */
  public byte[] value() {
    return iterator.value();
  }

  /** The entry's key in {@code direct}, or in a larger direct buffer. */
  public ByteBuffer key(ByteBuffer direct) {
    int length = iterator.key(direct.clear());
    if (length <= direct.capacity()) {
      return direct;
    }
    ByteBuffer larger = ByteBuffer.allocateDirect(2 * length);
    iterator.key(larger);
    return larger;
  }

  /** The entry's value in {@code direct}, or in a larger direct buffer. */
  public ByteBuffer value(ByteBuffer direct) {
    int length = iterator.value(direct.clear());
    if (length <= direct.capacity()) {
      return direct;
    }
    ByteBuffer larger = ByteBuffer.allocateDirect(2 * length);
    iterator.value(larger);
    return larger;
  }

  private void arrive() {
    valid = iterator.isValid();
    if (!valid) {
      try {
        iterator.status();
      } catch (RocksDBException e) {
        throw NativeFailure.of("Reading the working state in " + database.getName(), e);
      }
    }
  }

  @Override
  public void close() {
    iterator.close();
    options.close();
    end.close();
  }
}
