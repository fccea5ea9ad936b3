package io.tidemark.snapshot.portable;

import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.Operation;

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
   * Appends {@code count} whole entries of the current section, which stand in {@code bytes} as the
   * format lays them out. They are not looked at.
   */
  void encodedEntries(byte[] bytes, int offset, int length, int count);
}
