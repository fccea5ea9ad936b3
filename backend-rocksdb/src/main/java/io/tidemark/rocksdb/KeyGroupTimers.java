package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.spi.Timer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one key group in order: the earliest of them in memory, all in the cache and the
 * database. Belongs to the store's thread.
 *
 * <p><b>Invariant.</b> In memory are exactly the timers up to {@link #bound}, or all if there is
 * none.
 */
final class KeyGroupTimers<K, N> {

  private static final int READ_AT_ONCE = 1024;
  private static final int HELD_AT_MOST = 2048;

  private final ObjectCache cache;
  private final TimerColumn column;
  private final int keyGroup;
  private final Prefix prefix;
  private final Function<byte[], Timer<K, N>> parser;
  private final TreeMap<byte[], Timer<K, N>> earliest = new TreeMap<>(Arrays::compareUnsigned);
  private byte @Nullable [] bound;
  private Map.@Nullable Entry<byte[], Timer<K, N>> head;

  /** The position in the heap of key groups. */
  int heapIndex;

  /**
   * Makes the timers of a key group.
   *
   * @param stored whether the database may have some
   */
  KeyGroupTimers(
      ObjectCache cache,
      TimerColumn column,
      int keyGroup,
      boolean stored,
      Function<byte[], Timer<K, N>> parser) {
    this.cache = cache;
    this.column = column;
    this.keyGroup = keyGroup;
    byte[] start = KeyLayout.start(keyGroup, column.tag());
    this.prefix = new Prefix(start, EntryTable.hash(start, start.length));
    this.parser = parser;
    this.bound = stored ? start : null;
  }

  /** What the keys of these timers begin with. */
  Prefix prefix() {
    return prefix;
  }

  /** Whether the timer of this key is there, or null where memory alone cannot tell. */
  @Nullable Boolean contains(byte[] key) {
    byte[] end = bound;
    if (end != null && Arrays.compareUnsigned(key, end) > 0) {
      return null;
    }
    return earliest.containsKey(key);
  }

  void added(byte[] key, Timer<K, N> timer) {
    head = null;
    byte[] end = bound;
    if (end == null || Arrays.compareUnsigned(key, end) <= 0) {
      earliest.put(key, timer);
      if (earliest.size() > HELD_AT_MOST) {
        letGoOfLatest();
      }
    }
  }

  void removed(byte[] key) {
    head = null;
    earliest.remove(key);
  }

  /** The earliest timer, or null. */
  Map.@Nullable Entry<byte[], Timer<K, N>> first() {
    if (head == null) {
      while (earliest.isEmpty() && bound != null) {
        readMore();
      }
      head = earliest.firstEntry();
    }
    return head;
  }

  /** All keys of timers as they are now. */
  MergedEntries all() {
    return entriesFrom(prefix.bytes());
  }

  private void letGoOfLatest() {
    while (earliest.size() > HELD_AT_MOST / 2) {
      earliest.pollLastEntry();
    }
    bound = earliest.lastKey();
  }

  private void readMore() {
    byte[] after = bound;
    if (after == null) {
      return;
    }
    MergedEntries entries = entriesFrom(Arrays.copyOf(after, after.length + 1));
    byte[] last = null;
    for (int i = 0; i < READ_AT_ONCE; i++) {
      if (!entries.next()) {
        last = null;
        break;
      }
      last = entries.key();
      earliest.put(last, parser.apply(last));
    }
    bound = last;
  }

  private MergedEntries entriesFrom(byte[] from) {
    byte[] start = prefix.bytes();
    return new MergedEntries(
        cache,
        keyGroup,
        from,
        KeyLayout.after(start, start.length),
        column,
        cache.unwrittenEntries().under(prefix, from));
  }
}
