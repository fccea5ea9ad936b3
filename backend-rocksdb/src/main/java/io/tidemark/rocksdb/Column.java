package io.tidemark.rocksdb;

import io.tidemark.rocksdb.runs.ColumnTag;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.StateSchema;
import org.jspecify.annotations.Nullable;

/**
 * One state's entries: how they become bytes and back. Immutable; {@link #write} is called by the
 * threads that write a frozen generation, everything else by the store's.
 */
abstract class Column {

  /**
   * Bytes of an entry without its key's content and its value: 56 the entry, 16 its key's header,
   * 20 its places in the table and the generation, 4 what keys of any length are rounded up by.
   */
  static final int ENTRY_BYTES = 96;

  /** What is written for an entry. */
  enum Change {
    NOTHING,
    PUT,
    APPEND,
    DELETE
  }

  private final StateSchema schema;
  private final long tag;

  Column(StateSchema schema) {
    this.schema = schema;
    this.tag = ColumnTag.of(schema);
  }

  final StateSchema schema() {
    return schema;
  }

  final long tag() {
    return tag;
  }

  /** Appends the bytes of what a generation changed of an entry, and says what they do. */
  abstract Change write(Content content, WriteBuffer out);

  /** Makes the entry what the database has under its key. */
  abstract void read(ReadBuffer in, Entry entry);

  /** Whether a value that was handed out may be changed by its user. */
  abstract boolean isMutable();

  /** The entry's value, or a copy if there is anything mutable in it. */
  @Nullable Object detached(Entry entry) {
    return entry.value;
  }

  /**
   * Prepares an entry for its first change in a new generation, which is the entry's already.
   *
   * @param kept whether a frozen generation that is not written has kept the content, and so what
   *     the value is must stay as it is
   */
  void begin(Entry entry, boolean kept) {
    // Most values are replaced as a whole.
  }

  /** About how many bytes the entry's value takes on the heap. */
  abstract int weigh(Entry entry);

  /** Whether the entry holds something that is not expired at {@code now}. */
  abstract boolean isLive(Entry entry, long now);

  /** Whether what the database has under a key holds something that is not expired. */
  abstract boolean isLive(ReadBuffer stored, long now);
}
