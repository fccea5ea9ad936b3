package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.spi.StateBackendException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads values from the database into a buffer that is reused. Belongs to the store's thread. */
final class StoredValues {

  private final Database database;
  private final ReadBuffer in = new ReadBuffer();
  private byte[] scratch = new byte[1 << 10];

  StoredValues(Database database) {
    this.database = database;
  }

  /** The value of a key; null where there is none. Valid until the next. */
  @Nullable ReadBuffer get(byte[] key, int length) {
    int keyGroup = KeyLayout.keyGroup(key);
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

  /** The values of keys of one key group, null where there is none, in one call. */
  List<byte[]> getAll(List<byte[]> keys) {
    return database.getAll(KeyLayout.keyGroup(keys.get(0)), keys);
  }

  /** Makes the entry what the bytes say. */
  static void read(ReadBuffer value, Entry entry) {
    try {
      entry.column.read(value, entry);
    } catch (MalformedBytesException e) {
      throw new StateBackendException(
          "A value of state '"
              + entry.column.schema().name()
              + "' cannot be read from the working state; restore the job from its last snapshot",
          e);
    }
  }
}
