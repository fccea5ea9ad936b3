package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.Scan;
import io.tidemark.serialization.ReadBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entries of an interval of keys within one key group, in key order: what the database has,
 * overlaid with the unwritten ones. It reads the database in batches and holds nothing native in
 * between, so that it may be abandoned anywhere. Belongs to the store's thread.
 *
 * <p>The unwritten entries must be collected before the first batch is read. An entry that is
 * written in between comes from both sides, and the unwritten one counts; none is missed.
 *
 * <p>A batch is small to begin with, as many walks end soon, and then as large as makes up for
 * beginning it, within a bound of bytes.
 */
final class MergedEntries {

  private static final int FIRST_BATCH = 16;
  private static final int GROWTH = 16;
  private static final int BATCH_AT_MOST = 2048;
  private static final int BATCH_BYTES = 256 << 10;

  private final ObjectCache cache;
  private final int keyGroup;
  private final byte[] end;
  private final Column column;
  private final Entry[] unwritten;
  private final ReadBuffer in = new ReadBuffer();
  private int nextUnwritten;

  private byte[] from;
  private byte[][] keys = new byte[FIRST_BATCH][];
  private byte[][] values = new byte[FIRST_BATCH][];
  private int batchSize;
  private long batchAsOf;
  private int at;
  private boolean exhausted;

  private @Nullable Entry entry;
  private byte @Nullable [] key;
  private byte @Nullable [] value;

  MergedEntries(
      ObjectCache cache, int keyGroup, byte[] from, byte[] end, Column column, Entry[] unwritten) {
    this.cache = cache;
    this.keyGroup = keyGroup;
    this.from = from;
    this.end = end;
    this.column = column;
    this.unwritten = unwritten;
  }

  /** Goes to the next entry that is there; false at the end. */
  boolean next() {
    while (true) {
      if (at == batchSize && !exhausted) {
        readBatch();
      }
      boolean stored = at < batchSize;
      boolean changed = nextUnwritten < unwritten.length;
      if (!stored && !changed) {
        return false;
      }
      int order =
          !stored
              ? 1
              : !changed ? -1 : Arrays.compareUnsigned(keys[at], unwritten[nextUnwritten].key);
      if (order < 0) {
        key = keys[at];
        value = values[at++];
        entry = null;
        return true;
      }
      if (order == 0) {
        at++;
      }
      Entry newest = unwritten[nextUnwritten++];
      if (newest.present) {
        key = newest.key;
        value = null;
        entry = newest;
        return true;
      }
    }
  }

  /** The key in the database. */
  byte[] key() {
    return Objects.requireNonNull(key);
  }

  /** The entry: the live one where it is unwritten, else one made of what the database has. */
  Entry entry() {
    Entry current = entry;
    byte[] stored = value;
    if (current == null && stored != null) {
      current = new Entry(key(), column);
      StoredValues.read(wrapped(stored), current);
      entry = current;
    }
    return Objects.requireNonNull(current);
  }

  /** Whether the entry holds something that is not expired at {@code now}. */
  boolean isLive(long now) {
    byte[] stored = value;
    if (stored == null) {
      return column.isLive(entry(), now);
    }
    return StoredValues.isLive(wrapped(stored), column, now);
  }

  private ReadBuffer wrapped(byte[] stored) {
    in.wrap(stored, 0, stored.length);
    return in;
  }

  /** Leaves what the database has here to a read of the same key that follows. */
  void leaveValue() {
    byte[] stored = value;
    if (stored != null) {
      cache.walked().leave(key(), stored, batchAsOf);
    }
  }

  private void readBatch() {
    if (batchSize > 0 && keys.length < BATCH_AT_MOST) {
      int larger = Math.min(BATCH_AT_MOST, keys.length * GROWTH);
      keys = new byte[larger][];
      values = new byte[larger][];
    }
    batchSize = 0;
    at = 0;
    batchAsOf = cache.generations().written();
    int bytes = 0;
    try (Scan scan = cache.database().scan(keyGroup, from, end)) {
      while (scan.isValid() && batchSize < keys.length && bytes < BATCH_BYTES) {
        byte[] read = scan.key();
        byte[] stored = scan.value();
        keys[batchSize] = read;
        values[batchSize] = stored;
        bytes += read.length + stored.length;
        batchSize++;
        scan.next();
      }
      exhausted = !scan.isValid();
    }
    if (batchSize > 0) {
      byte[] last = keys[batchSize - 1];
      from = Arrays.copyOf(last, last.length + 1);
    }
  }
}
