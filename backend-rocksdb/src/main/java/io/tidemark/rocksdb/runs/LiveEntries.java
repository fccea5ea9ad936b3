package io.tidemark.rocksdb.runs;

import org.jspecify.annotations.Nullable;

/** Tells what of an expiring column's values is still alive. Any thread may ask. */
public interface LiveEntries {

  /** Whether values of any column expire. */
  boolean anyExpires();

  /** Whether values of the column with this tag expire. */
  boolean expires(long tag);

  /** What of {@code value} is alive, possibly itself, or null for nothing. */
  byte @Nullable [] live(long tag, byte[] value);

  /** For stores without expiring columns. */
  static LiveEntries all() {
    return AllLive.INSTANCE;
  }
}
