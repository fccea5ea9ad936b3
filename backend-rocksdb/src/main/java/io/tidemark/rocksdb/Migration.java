package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.rocksdb.engine.Scan;
import io.tidemark.rocksdb.engine.SortedFileWriter;
import io.tidemark.rocksdb.runs.ColumnTag;
import io.tidemark.rocksdb.runs.RunBuilder;
import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Moves the values of a state from the columns of older schemas to today's, as one run: each value
 * is put in its new layout and removed from its old place. Belongs to the store's thread.
 */
final class Migration<V> {

  private static final byte[] GONE = new byte[0];

  private final Database database;
  private final KeyGroupRange keyGroups;
  private final StateSchema wanted;
  private final Serializer<V> values;
  private final long now;
  private final long wantedTag;
  private final ReadBuffer in = new ReadBuffer();
  private final WriteBuffer out = new WriteBuffer(256);

  /**
   * Makes a migration.
   *
   * @param now from when a time to live counts that is new
   */
  Migration(
      Database database,
      KeyGroupRange keyGroups,
      StateSchema wanted,
      Serializer<V> values,
      long now) {
    this.database = database;
    this.keyGroups = keyGroups;
    this.wanted = wanted;
    this.values = values;
    this.now = now;
    this.wantedTag = ColumnTag.of(wanted);
  }

  /** Whether the database has any value of {@code written}. */
  boolean isNeeded(StateSchema written) {
    long tag = ColumnTag.of(written);
    for (int kg = keyGroups.first(); kg <= keyGroups.last(); kg++) {
      byte[] start = KeyLayout.start(kg, tag);
      try (Scan scan = database.scan(kg, start, KeyLayout.after(start, start.length))) {
        if (scan.isValid()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Writes what moves the values of all {@code written} schemas. */
  void run(List<StateSchema> written, RunBuilder run) {
    for (int kg = keyGroups.first(); kg <= keyGroups.last(); kg++) {
      Map<byte[], byte[]> changes = new TreeMap<>(Arrays::compareUnsigned);
      for (StateSchema schema : written) {
        move(kg, schema, changes);
      }
      changes.forEach(
          (key, value) -> {
            SortedFileWriter file = run.at(key);
            if (value == GONE) {
              file.delete(key);
            } else {
              file.put(key, value, 0, value.length);
            }
          });
    }
  }

  private void move(int keyGroup, StateSchema written, Map<byte[], byte[]> changes) {
    long tag = ColumnTag.of(written);
    Compatibility.Reader<V> reader =
        wanted.kind() == StateKind.TIMERS ? values : SchemaCheck.reader(written, wanted, values);
    byte[] start = KeyLayout.start(keyGroup, tag);
    byte[] newStart = KeyLayout.start(keyGroup, wantedTag);
    try (Scan scan = database.scan(keyGroup, start, KeyLayout.after(start, start.length))) {
      for (; scan.isValid(); scan.next()) {
        byte[] key = scan.key();
        byte[] newKey = key.clone();
        System.arraycopy(newStart, 0, newKey, 0, newStart.length);
        changes.put(key, GONE);
        changes.put(newKey, migrate(scan.value(), written, reader));
      }
    }
  }

  private byte[] migrate(byte[] value, StateSchema written, Compatibility.Reader<V> reader) {
    in.wrap(value, 0, value.length);
    out.clear();
    boolean list = wanted.kind() == StateKind.LIST;
    if (wanted.kind() != StateKind.TIMERS) {
      do {
        if (list && !in.hasRemaining()) {
          break;
        }
        long stamp = written.expiring() ? in.readLong() : now;
        if (wanted.expiring()) {
          out.writeLong(stamp);
        }
        if (list) {
          in.readLength(1);
          CurrentKey.append(reader.read(in), values, out);
        } else {
          values.write(reader.read(in), out);
        }
      } while (list);
    }
    return out.toByteArray();
  }
}
