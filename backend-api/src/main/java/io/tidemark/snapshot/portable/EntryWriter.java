package io.tidemark.snapshot.portable;

import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.Operation;

/**
 * Takes the entries of a key group straight into the block that is being filled. The calls for one
 * entry are {@link #beginEntry}, then {@link #namespace} if the state has namespaces, {@link
 * #userKey} for a map or {@link #timestamp} for a timer, {@link #stamp} if entries of the state
 * expire one by one, {@link #value} unless the entry is a deletion or a timer, {@link #endEntry}.
 * Each returned buffer is the block itself: append to it, and let go of it at the next call.
 */
public interface EntryWriter {

  /**
   * The entries that follow belong to {@code state} (a position in the schema) and do {@code
   * operation}.
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

  /** The entry's value is appended to the returned buffer. */
  WriteBuffer value();

  /** Ends the entry. Writes out the block if it is full. */
  void endEntry();
}
