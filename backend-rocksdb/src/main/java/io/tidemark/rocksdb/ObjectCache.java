package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.runs.Picture;
import io.tidemark.serialization.ReadBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Live objects in front of the database, with write-back: a change stays here, and meets later
 * changes of the same entry, until its generation is frozen and written. Belongs to the store's
 * thread.
 *
 * <p><b>Invariant.</b> An entry that the current generation or a frozen, unwritten one changed is
 * in the table; whatever is not in the table is as the database has it. So a look-up asks the
 * table, then the database, and nothing between.
 *
 * <p><b>Bounds.</b> {@link MemoryShare} says how much a store may hold. From half of it on, the
 * current generation is frozen and written in the background; from three quarters on, also what
 * captures froze whose snapshots nobody writes; from seven eighths on, the store's thread writes
 * itself what is frozen. Entries that nobody needs to write are evicted by the clock algorithm, as
 * others come; where none do, and other stores have made the share smaller, at the next captures.
 */
final class ObjectCache {

  private static final int PLACES_A_STEP = 64;

  /** As many as leave a capture short. */
  private static final int PLACES_A_CAPTURE = 1 << 16;

  private final Database database;
  private final StoredValues stored;
  private final Generations generations;
  private final EntryTable table = new EntryTable();
  private final UnwrittenGenerations unwritten;
  private final UnwrittenEntries unwrittenEntries;
  private final WalkedValue walked;
  private final MemoryShare share;

  /** Whether objects go as soon as they are written, so that accesses must see to it. */
  private final boolean onlyChanged;

  ObjectCache(Database database, Generations generations, MemoryShare share) {
    this.database = database;
    this.stored = new StoredValues(database, share);
    this.generations = generations;
    this.walked = new WalkedValue(generations);
    this.share = share;
    this.onlyChanged = share.cleanBytes(0) < share.bytes();
    this.unwritten = new UnwrittenGenerations(generations);
    this.unwrittenEntries = new UnwrittenEntries(unwritten);
  }

  /** About how many bytes the cache's objects take. Any thread may ask. */
  long bytes() {
    return table.bytes();
  }

  /** About how many bytes of blocks are held beside the objects. Any thread may ask. */
  long blockBytes() {
    return stored.blockBytes();
  }

  /** The entry of the key in {@code key}, if it is here. */
  @Nullable Entry peek(byte[] key, int length, int hash) {
    return table.find(key, length, hash);
  }

  /** The entry of the key in {@code key}, from here or the database; absent where there is none. */
  Entry get(byte[] key, int length, int hash, Column column) {
    letGoOfWritten();
    Entry entry = table.find(key, length, hash);
    if (entry == null) {
      return passing(key, length, hash, column);
    }
    entry.used = true;
    if (column.isMutable()) {
      unwritten.own(entry);
    }
    return entry;
  }

  /** Like {@link #get}, to be changed: the caller sets what it holds and says so. */
  Entry getForChange(byte[] key, int length, int hash, Column column) {
    letGoOfWritten();
    Entry entry = table.find(key, length, hash);
    return changeable(entry == null ? load(key, length, hash, column) : entry);
  }

  /** The entry of the key in {@code key} to be overwritten, whatever the database has there. */
  Entry overwrite(byte[] key, int length, int hash, Column column) {
    Entry entry = table.find(key, length, hash);
    if (entry == null) {
      entry = add(new Entry(Arrays.copyOf(key, length), column), hash);
    }
    return changed(entry, false);
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
    List<byte[]> values = stored.getAll(missing);
    for (int i = 0; i < values.size(); i++) {
      byte[] key = missing.get(i);
      int hash = EntryTable.hash(key, key.length);
      if (table.find(key, key.length, hash) == null) {
        byte[] value = values.get(i);
        add(new Entry(key, column), hash, value == null ? null : new ReadBuffer(value));
      }
    }
  }

  /** The entry, as part of the current generation: the caller may change what it holds. */
  Entry changeable(Entry entry) {
    return changed(
        entry.weight == 0 ? add(entry, EntryTable.hash(entry.key, entry.key.length)) : entry, true);
  }

  private Entry changed(Entry entry, boolean stays) {
    entry.used = true;
    if (!unwritten.isCurrent(entry)) {
      unwritten.take(entry, stays);
    }
    return entry;
  }

  /** Notes that an entry's value has changed its size. To be called after each change. */
  void weigh(Entry entry) {
    Generation current = unwritten.current();
    int more = table.weigh(entry);
    if (more != 0 && entry.generation == current.number) {
      current.addBytes(more);
    }
    long most = share.bytes();
    if (table.bytes() > most || current.bytes() > most / 2 || unwritten.bytes() > most / 4 * 3) {
      relieve();
    }
  }

  /** About how many bytes were changed since the last picture, an entry once a generation. */
  long changedSincePicture() {
    return unwritten.changedSincePicture();
  }

  /**
   * Freezes what was changed so far, in constant time, and has {@code picture} show it.
   *
   * @return the number of the last generation that holds a change
   */
  long freeze(Picture picture) {
    shrink();
    long number = unwritten.freezeForPicture();
    generations.photograph(picture);
    return number;
  }

  /** Brings everything that was changed into the database, on this thread. */
  void flush() {
    generations.write(unwritten.freeze());
    unwritten.prune();
  }

  /** Brings a run into the database that does not come from here; no entry of it may be here. */
  void writeDirectly(Generations.RunSource source) {
    flush();
    generations.writeDirectly(unwritten.current().number, source);
    unwritten.skip();
  }

  /** Lets go of what changed and is written by now. */
  void prune() {
    unwritten.prune();
  }

  /** Lets go of what is open in the database, which is about to be closed. */
  void letGo() {
    stored.close();
  }

  /** Lets go of all objects; nothing is to be asked of the cache any more. */
  void clear() {
    table.clear();
    walked.clear();
    unwritten.clear();
  }

  Database database() {
    return database;
  }

  Generations generations() {
    return generations;
  }

  /** What the database may lack. */
  UnwrittenGenerations unwritten() {
    return unwritten;
  }

  /** What walks must see beside the database. */
  UnwrittenEntries unwrittenEntries() {
    return unwrittenEntries;
  }

  /** Where a walk leaves what it read. */
  WalkedValue walked() {
    return walked;
  }

  /** Reads the value of a key from the database; null where there is none. Valid until the next. */
  @Nullable ReadBuffer read(byte[] key, int length) {
    return stored.get(key, length);
  }

  /** Reads what appends that are not here have been added to, as one with {@code written}. */
  ReentrantLock taking() {
    return generations.taking();
  }

  /**
   * Reads an entry that is not here. Where a walk came by it, it does not stay: all entries of a
   * walk would go through the cache once, for a value that the next walk reads again in any case.
   * Nor does it where only changed ones stay.
   */
  private Entry passing(byte[] key, int length, int hash, Column column) {
    Entry entry = new Entry(Arrays.copyOf(key, length), column);
    ReadBuffer value = walked.get(key, length);
    if (value != null) {
      return read(entry, value);
    }
    value = read(key, length);
    return value != null && onlyChanged ? read(entry, value) : add(entry, hash, value);
  }

  private Entry load(byte[] key, int length, int hash, Column column) {
    return add(new Entry(Arrays.copyOf(key, length), column), hash, read(key, length));
  }

  /** Adds an entry that holds what the database has. */
  private Entry add(Entry entry, int hash, @Nullable ReadBuffer value) {
    if (value == null) {
      entry.fresh = true;
      return add(entry, hash);
    }
    return add(read(entry, value), hash);
  }

  private static Entry read(Entry entry, ReadBuffer value) {
    StoredValues.read(value, entry);
    return entry;
  }

  private void letGoOfWritten() {
    if (onlyChanged && table.bytes() > share.cleanBytes(unwritten.bytes())) {
      relieve();
    }
  }

  /** Adds an entry, making room before, so that it is here when this returns. */
  private Entry add(Entry entry, int hash) {
    if (table.bytes() > share.cleanBytes(unwritten.bytes())) {
      relieve();
    }
    table.add(entry, hash);
    entry.used = true;
    return entry;
  }

  private void relieve() {
    long most = share.bytes();
    long dirty = unwritten.bytes();
    if (dirty > most / 8 * 7) {
      // What is frozen is half written by others already; what is current may still be met again.
      generations.write(unwritten.lastFrozen());
      dirty = unwritten.bytes();
    }
    if (unwritten.current().bytes() > most / 2) {
      unwritten.freeze();
      unwritten.writeFrozenLater();
    } else if (dirty > most / 4 * 3) {
      // Captures froze it, and nobody wrote their snapshots.
      unwritten.writeFrozenLater();
    }
    table.evict(generations.written(), share.cleanBytes(dirty), PLACES_A_STEP);
  }

  /** Makes room for other stores. What is only a little over the share goes as others come. */
  private void shrink() {
    stored.shrink();
    long most = share.bytes();
    if (table.bytes() > most + most / 8) {
      table.evict(generations.written(), most, PLACES_A_CAPTURE);
    }
  }
}
