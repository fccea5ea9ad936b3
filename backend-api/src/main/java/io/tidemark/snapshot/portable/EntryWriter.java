package io.tidemark.snapshot.portable;

import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.Operation;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;

/**
 * Takes the entries of a key group straight into the block that is being filled.
 *
 * <ol>
 *   <li>The calls for one entry are {@link #beginEntry}, then {@link #namespace} if the state has
 *       namespaces, {@link #userKey} for a map or {@link #timestamp} for timers, {@link #stamp} and
 *       {@link #value} unless the entry is a deletion or a timer, {@link #endEntry}. Only states
 *       whose entries expire have a stamp, and lists never: each of their elements carries its own.
 *   <li>Each returned buffer is the block itself: append to it, and let go of it at the next call.
 *   <li>A key group has each identity (state, key, namespace, and user key or timestamp) at most
 *       once, whatever the operation. So a list that was emptied and appended to is a put, and a
 *       map that was cleared is a deletion of each user key that earlier blobs may hold.
 *   <li>Only lists are appended to, and only where the earlier blobs hold the list with the same
 *       element type and the same way of expiring; otherwise the list is put.
 * </ol>
 */
public interface EntryWriter {

  /**
   * The entries that follow belong to {@code state} (a position in the schema) and do {@code
   * operation}. Coming back to a state is allowed, but costs a few bytes each time.
   */
  void section(int state, Operation operation);

  /** Begins an entry; its key is appended to the returned buffer. */
  WriteBuffer beginEntry();

  /** The entry's namespace is appended to the returned buffer. */
  WriteBuffer namespace();

  /** The map entry's user key is appended to the returned buffer. */
  WriteBuffer userKey();

  /** The timer's time. */
  void timestamp(long timestamp);

  /** The time from which the entry's time to live counts. */
  void stamp(long millis);

  /**
   * The entry's value is appended to the returned buffer. A list's value is its elements one after
   * the other, each with its {@linkplain WriteBuffer#writeLong stamp} first if it expires and then
   * {@linkplain WriteBuffer#beginLengthPrefixed its length} and bytes.
   */
  WriteBuffer value();

  /** Ends the entry. Writes out the block if it is full. */
  void endEntry();

  /**
   * Appends a live entry of any format to the current section, which puts its state.
   *
   * @param value in the entry's place for its own, which may be passed as it is; of no meaning for
   *     timers
   */
  default void put(SnapshotEntry entry, ReadBuffer value) {
    StateSchema state = entry.stateSchema();
    append(entry.key(), beginEntry());
    if (!state.namespace().equals(NoNamespace.SERIALIZER.description())) {
      append(entry.namespace(), namespace());
    }
    if (state.kind() == StateKind.MAP) {
      append(entry.userKey(), userKey());
    }
    if (state.kind() == StateKind.TIMERS) {
      timestamp(entry.userKey().readLong() ^ Long.MIN_VALUE);
    } else {
      if (state.expiring() && state.kind() != StateKind.LIST) {
        stamp(entry.stamp());
      }
      append(value, value());
    }
    endEntry();
  }

  private static void append(ReadBuffer part, WriteBuffer out) {
    out.writeBytes(part.array(), part.position(), part.remaining());
  }

  /**
   * Appends {@code count} whole entries of the current section, which stand in {@code bytes} as the
   * format lays them out. They are not looked at.
   */
  void encodedEntries(byte[] bytes, int offset, int length, int count);
}
