package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.spi.KeyGroupRange;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes expired entries bit by bit, in passing: every so many keys it looks at a few entries
 * where it stopped the last time. Belongs to the store's thread.
 */
final class ExpirySweep {

  private static final int KEYS_BETWEEN = 512;
  private static final int ENTRIES_AT_ONCE = 64;

  private final ObjectCache cache;
  private final KeyGroupRange keyGroups;
  private int keys;
  private int nextColumn;
  private int keyGroup;
  private byte @Nullable [] from;

  ExpirySweep(ObjectCache cache, KeyGroupRange keyGroups) {
    this.cache = cache;
    this.keyGroups = keyGroups;
    this.keyGroup = keyGroups.first();
  }

  /** Notes that another key is worked on. */
  void pass(List<StoreExpiry.Expiring> columns, long now) {
    if (++keys >= KEYS_BETWEEN) {
      keys = 0;
      step(columns, now);
    }
  }

  /** Looks at a few entries. */
  void step(List<StoreExpiry.Expiring> columns, long now) {
    StoreExpiry.Expiring expiring = columns.get(nextColumn % columns.size());
    Column column = expiring.column();
    byte[] start = KeyLayout.start(keyGroup, column.tag());
    byte[] begin = from == null ? start : from;
    long asOf = cache.generations().written();
    MergedEntries entries =
        new MergedEntries(
            cache, keyGroup, begin, KeyLayout.after(start, start.length), column, new Entry[0]);
    for (int i = 0; i < ENTRIES_AT_ONCE; i++) {
      if (!entries.next()) {
        goOn(columns.size());
        return;
      }
      byte[] key = entries.key();
      if (!entries.isLive(now)) {
        if (cache.generations().written() != asOf) {
          // What was read is old, and what is newer may have left the cache: it is read again.
          return;
        }
        remove(key, column, now);
      }
      from = Arrays.copyOf(key, key.length + 1);
    }
  }

  private void remove(byte[] key, Column column, long now) {
    int hash = EntryTable.hash(key, key.length);
    Entry here = cache.peek(key, key.length, hash);
    if (here != null && (column.isLive(here, now) || cache.unwritten().has(here.generation))) {
      return;
    }
    Entry gone = cache.overwrite(key, key.length, hash, column);
    gone.value = null;
    gone.present = false;
    cache.weigh(gone);
  }

  private void goOn(int columns) {
    from = null;
    keyGroup++;
    if (keyGroup > keyGroups.last()) {
      keyGroup = keyGroups.first();
      nextColumn = (nextColumn + 1) % columns;
    }
  }
}
