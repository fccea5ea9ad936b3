package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.rocksdb.runs.Picture;
import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.spi.StateBackendException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Live objects in front of the database, with write-back: a change stays here, and meets later
 * changes of the same entry, until its generation is frozen and written. Belongs to the store's
 * thread.
 *
 * <p><b>Invariant.</b> An entry that the current generation or a frozen, unwritten one changed is
 * in the table (or a newer one of the same key is); whatever is not in the table is as the database
 * has it. So a look-up asks the table, then the database, and nothing between.
 *
 * <p><b>Copying.</b> An entry is changed in place if the current generation has it already, or
 * every generation that it is part of is written. Otherwise the frozen one stays as it is for the
 * writer, and a copy takes its place in the table. Where values are mutable, handing one out counts
 * as a change in this, though it makes nothing dirty.
 *
 * <p><b>Bounds.</b> {@link MemoryShare} says how much a store may hold. From half of it on, the
 * current generation is frozen and handed to the executor; from a half on, the store's thread
 * writes it itself. Entries that nobody needs to write are evicted by the clock algorithm.
 */
final class ObjectCache {

  private static final int BUCKETS_A_STEP = 64;
  private static final VarHandle BYTES;

  static {
    try {
      BYTES = MethodHandles.lookup().findVarHandle(ObjectCache.class, "bytes", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Database database;
  private final Generations generations;
  private final MemoryShare share;
  private final Executor executor;
  private EntryTable table = new EntryTable();
  private final Deque<Generation> unwritten = new ArrayDeque<>();
  private final ReadBuffer in = new ReadBuffer();
  private byte[] scratch = new byte[1 << 10];
  private Generation current;
  private long frozenSincePicture;

  /** Written by the store's thread alone, for any thread to see sooner or later. */
  private long bytes;

  ObjectCache(Database database, Generations generations, MemoryShare share, Executor executor) {
    this.database = database;
    this.generations = generations;
    this.share = share;
    this.executor = executor;
    this.current = new Generation(generations.written() + 1);
  }

  /** About how many bytes the cache's objects take. Any thread may ask. */
  long bytes() {
    return (long) BYTES.getOpaque(this);
  }

  private void addBytes(long more) {
    BYTES.setOpaque(this, bytes + more);
  }

  /** The entry of the key in {@code key}, if it is here. */
  @Nullable Entry peek(byte[] key, int length, int hash) {
    return table.find(key, length, hash);
  }

  /** The entry of the key in {@code key}, from here or the database; absent where there is none. */
  Entry get(byte[] key, int length, int hash, Column column) {
    Entry entry = table.find(key, length, hash);
    if (entry == null) {
      return load(key, length, hash, column);
    }
    entry.used = true;
    return column.isMutable() ? readable(entry) : entry;
  }

  /** Like {@link #get}, to be changed: the caller sets what it holds and says so. */
  Entry getForChange(byte[] key, int length, int hash, Column column) {
    Entry entry = table.find(key, length, hash);
    return changeable(entry == null ? load(key, length, hash, column) : entry);
  }

  /** The entry of the key in {@code key} to be overwritten, whatever the database has there. */
  Entry overwrite(byte[] key, int length, int hash, Column column) {
    Entry entry = table.find(key, length, hash);
    if (entry == null) {
      entry = add(new Entry(Arrays.copyOf(key, length), hash, column));
    }
    return changeable(entry);
  }

  /** Brings the entries of several keys of one key group here, those that are not, in one read. */
  void loadAll(List<byte[]> keys, Column column) {
    List<byte[]> missing = new ArrayList<>();
    for (byte[] key : keys) {
      if (table.find(key, key.length, EntryTable.hash(key, key.length)) == null) {
        missing.add(key);
      }
    }
    if (missing.size() < 2) {
      return;
    }
    List<byte[]> values = database.getAll(KeyLayout.keyGroup(missing.get(0)), missing);
    for (int i = 0; i < values.size(); i++) {
      byte[] key = missing.get(i);
      int hash = EntryTable.hash(key, key.length);
      if (table.find(key, key.length, hash) == null) {
        byte[] value = values.get(i);
        add(new Entry(key, hash, column), value == null ? null : new ReadBuffer(value));
      }
    }
  }

  /** The entry, or what took its place, as part of the current generation. */
  Entry changeable(Entry entry) {
    entry.used = true;
    if (entry.generation == current.number) {
      return entry;
    }
    Entry changed = entry;
    boolean known = entry.generation > 0;
    if (entry.generation > generations.written() && !entry.copied) {
      changed = entry.copy();
      table.replace(entry, changed);
      changed.used = true;
    }
    if (known) {
      changed.fresh = !entry.present;
    }
    changed.column.begin(changed, entry);
    changed.generation = current.number;
    changed.copied = false;
    current.add(changed);
    current.addBytes(changed.weight);
    return changed;
  }

  /** The entry, or a private copy of it in its place that its user may change. */
  Entry readable(Entry entry) {
    if (entry.copied
        || entry.generation == current.number
        || entry.generation <= generations.written()) {
      return entry;
    }
    Entry copy = entry.copy();
    copy.generation = entry.generation;
    copy.copied = true;
    copy.used = true;
    copy.column.detach(copy);
    table.replace(entry, copy);
    return copy;
  }

  /** Whether the entry may be changed in place although it is not made dirty by that. */
  boolean isPrivate(Entry entry) {
    return entry.copied
        || entry.generation == current.number
        || entry.generation <= generations.written();
  }

  /** Whether the current generation has changed the entry. */
  boolean isCurrent(Entry entry) {
    return entry.generation == current.number;
  }

  /** Whether the database may not have what the entry says. */
  boolean isUnwritten(Entry entry) {
    return entry.generation > generations.written();
  }

  /** Notes that an entry's value has changed its size. To be called after each change. */
  void weigh(Entry entry) {
    int weight = Column.ENTRY_BYTES + entry.key.length + entry.column.weigh(entry);
    int more = weight - entry.weight;
    if (more != 0) {
      entry.weight = weight;
      addBytes(more);
      if (entry.generation == current.number) {
        current.addBytes(more);
      }
    }
    if (bytes > share.bytes() || current.bytes() > share.bytes() / 2) {
      relieve();
    }
  }

  /** Makes an entry of a map findable by what its key begins with, while it is not written. */
  void index(Prefix prefix, Entry entry) {
    current.index(prefix, entry);
    entry.indexed = current.number;
  }

  /** The unwritten entries of the map whose keys begin with {@code prefix}, in key order. */
  Entry[] unwritten(Prefix prefix) {
    List<Entry> found = new ArrayList<>();
    prune();
    for (Generation generation : unwritten) {
      found.addAll(generation.under(prefix));
    }
    found.addAll(current.under(prefix));
    return newestInOrder(found);
  }

  /** The unwritten entries of a column in one key group from a key on, in key order. */
  Entry[] unwritten(int keyGroup, long tag, byte[] from) {
    List<Entry> found = new ArrayList<>();
    prune();
    for (Generation generation : unwritten) {
      addMatching(generation, keyGroup, tag, from, found);
    }
    addMatching(current, keyGroup, tag, from, found);
    return newestInOrder(found);
  }

  /**
   * Freezes what was changed so far, in constant time.
   *
   * @return the number of the last generation that holds a change
   */
  long freeze() {
    if (current.size() == 0) {
      return current.number - 1;
    }
    Generation frozen = current;
    current = new Generation(frozen.number + 1);
    unwritten.add(frozen);
    generations.freeze(frozen);
    frozenSincePicture += frozen.bytes();
    return frozen.number;
  }

  /** About how many bytes were changed since the last picture, an entry once a generation. */
  long changedSincePicture() {
    return frozenSincePicture + current.bytes();
  }

  /** Freezes what was changed so far, and has {@code picture} show it. */
  long freeze(Picture picture) {
    long number = freeze();
    frozenSincePicture = 0;
    generations.photograph(picture);
    return number;
  }

  /** Brings everything that was changed into the database, on this thread. */
  void flush() {
    generations.write(freeze());
    prune();
  }

  /** Brings a run into the database that does not come from here; no entry of it may be here. */
  void writeDirectly(Generations.RunSource source) {
    flush();
    generations.writeDirectly(current.number, source);
    current = new Generation(current.number + 1);
  }

  /** Lets go of all objects; nothing is to be asked of the cache any more. */
  void clear() {
    table = new EntryTable();
    unwritten.clear();
    current = new Generation(current.number);
    addBytes(-bytes);
  }

  Database database() {
    return database;
  }

  Generations generations() {
    return generations;
  }

  /** Reads the value of a key from the database; null where there is none. Valid until the next. */
  @Nullable ReadBuffer read(byte[] key, int length) {
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

  /** Reads what appends that are not here have been added to, as one with {@code written}. */
  ReentrantLock taking() {
    return generations.taking();
  }

  private Entry load(byte[] key, int length, int hash, Column column) {
    return add(new Entry(Arrays.copyOf(key, length), hash, column), read(key, length));
  }

  /** Adds an entry that holds what the database has. */
  private Entry add(Entry entry, @Nullable ReadBuffer value) {
    if (value == null) {
      entry.fresh = true;
    } else {
      read(entry.column, value, entry);
    }
    return add(entry);
  }

  /** Makes the entry what the bytes say. */
  static void read(Column column, ReadBuffer value, Entry entry) {
    try {
      column.read(value, entry);
    } catch (MalformedBytesException e) {
      throw new StateBackendException(
          "A value of state '"
              + column.schema().name()
              + "' cannot be read from the working state; restore the job from its last snapshot",
          e);
    }
  }

  /** Adds an entry, making room before, so that it is here when this returns. */
  private Entry add(Entry entry) {
    if (bytes > share.bytes()) {
      relieve();
    }
    entry.weight = Column.ENTRY_BYTES + entry.key.length + entry.column.weigh(entry);
    addBytes(entry.weight);
    table.add(entry);
    entry.used = true;
    return entry;
  }

  private void relieve() {
    prune();
    long most = share.bytes();
    long dirty = current.bytes() + generations.frozenBytes();
    if (dirty > most / 4 * 3) {
      flush();
    } else if (current.bytes() > most / 2) {
      long number = freeze();
      try {
        executor.execute(() -> writeQuietly(number));
      } catch (RejectedExecutionException e) {
        generations.write(number);
      }
    }
    long written = generations.written();
    int steps = BUCKETS_A_STEP;
    while (bytes > share.cleanBytes(dirty) && steps-- > 0) {
      addBytes(-table.sweepBucket(written));
    }
  }

  private void writeQuietly(long number) {
    try {
      generations.write(number);
    } catch (CancellationException | StateBackendException e) {
      // What is not written stays queued: the store's thread tries again, and reports it.
      return;
    }
  }

  private void prune() {
    long written = generations.written();
    while (!unwritten.isEmpty() && unwritten.peek().number <= written) {
      unwritten.remove();
    }
  }

  private static void addMatching(
      Generation generation, int keyGroup, long tag, byte[] from, List<Entry> found) {
    for (int i = 0; i < generation.size(); i++) {
      Entry entry = generation.get(i);
      if (entry.column.tag() == tag
          && KeyLayout.keyGroup(entry.key) == keyGroup
          && Arrays.compareUnsigned(entry.key, from) >= 0) {
        found.add(entry);
      }
    }
  }

  /** In place of each entry the newest of its key, each once. */
  private Entry[] newestInOrder(List<Entry> found) {
    List<Entry> newest = new ArrayList<>(found.size());
    for (Entry entry : found) {
      Entry inTable = table.find(entry.key, entry.key.length, entry.hash);
      if (inTable != null) {
        newest.add(inTable);
      }
    }
    Entry[] sorted = newest.toArray(new Entry[0]);
    Arrays.sort(sorted, (left, right) -> Arrays.compareUnsigned(left.key, right.key));
    int kept = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (kept == 0 || sorted[kept - 1] != sorted[i]) {
        sorted[kept++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, kept);
  }
}
