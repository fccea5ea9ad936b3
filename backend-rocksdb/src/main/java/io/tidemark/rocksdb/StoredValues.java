package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.rocksdb.table.DirectReads;
import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.spi.StateBackendException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads values from the database, by way of a buffer that is reused. Belongs to the store's thread.
 */
final class StoredValues implements AutoCloseable {

  private final Database database;
  private final DirectReads direct;
  private final ReadBuffer in = new ReadBuffer();
  private byte[] scratch = new byte[1 << 10];

  StoredValues(Database database, MemoryShare share) {
    this.database = database;
    this.direct = new DirectReads(database, share::blockBytes);
  }

  /** The value of a key; null where there is none. Valid until the next. */
  @Nullable ReadBuffer get(byte[] key, int length) {
    int keyGroup = KeyLayout.keyGroup(key);
    int found = direct.find(keyGroup, key, length);
    if (found >= 0) {
      in.wrap(direct.source(), direct.offset(), found);
      return in;
    }
    return found == Database.NOT_FOUND ? null : fromDatabase(keyGroup, key, length);
  }

  private @Nullable ReadBuffer fromDatabase(int keyGroup, byte[] key, int length) {
    int found = database.get(keyGroup, key, length, scratch);
    while (found > scratch.length) {
      scratch = new byte[Math.max(found, 2 * scratch.length)];
      found = database.get(keyGroup, key, length, scratch);
    }
    if (found == Database.NOT_FOUND) {
      return null;
    }
    in.wrap(scratch, 0, found);
    return in;
  }

  /** Makes room for other stores. */
  void shrink() {
    direct.shrink();
  }

  /** About how many bytes of blocks are held. Any thread may ask. */
  long blockBytes() {
    return direct.bytes();
  }

  /** The values of keys of one key group, null where there is none, in one call. */
  List<byte[]> getAll(List<byte[]> keys) {
    return database.getAll(KeyLayout.keyGroup(keys.get(0)), keys);
  }

  /** Lets go of what is open for reading. Reading may go on. */
  @Override
  public void close() {
    direct.close();
  }

  /** Makes the entry what the bytes say. */
  static void read(ReadBuffer value, Entry entry) {
    try {
      entry.column.read(value, entry);
    } catch (MalformedBytesException e) {
      throw unreadable(entry.column, e);
    }
  }

  /** Whether the bytes of an entry of a column hold something that is not expired. */
  static boolean isLive(ReadBuffer value, Column column, long now) {
    try {
      return column.isLive(value, now);
    } catch (MalformedBytesException e) {
      throw unreadable(column, e);
    }
  }

  private static StateBackendException unreadable(Column column, MalformedBytesException cause) {
    return new StateBackendException(
        "A value of state '"
            + column.schema().name()
            + "' cannot be read from the working state; restore the job from its last snapshot",
        cause);
  }
}
