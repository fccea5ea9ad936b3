package io.tidemark.memory;

import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateSchema;

/**
 * How the entries of one state lie in memory and go into snapshots and back. Immutable; any thread
 * may call it with directories that nobody changes.
 */
interface EntryForm {

  StateSchema schema();

  KeyedRows<?, ?> rows();

  /** Whether anything of the entry in a row is not expired at {@code now}. */
  boolean isLive(Page page, int slot, long now);

  /** Writes everything of a key group that is not expired at {@code now}. */
  void writeAll(PageDirectory entries, long now, StateSections sections);

  /** Writes what changed and what was removed in a key group after {@code base} ended. */
  void writeChanges(CapturedGroup group, int base, StateSections sections);

  /**
   * Removes what is expired at {@code now} from the page of {@code table} that holds the hashes
   * like {@code position}. Called on the store's thread, and only if entries expire.
   */
  void removeExpired(StateTable<?> table, int group, long position, long round, long now);

  /**
   * Whether incremental snapshots may go on from blobs that were written as {@code written} says:
   * not if identities have other bytes now, or what is appended to is of another type.
   */
  boolean canBuildOn(StateSchema written);

  /**
   * A reader of entries that were written as {@code written} says.
   *
   * @param now from when entries count that expire, but did not when they were written
   * @throws io.tidemark.state.IncompatibleStateException if they cannot be read
   */
  EntryReader reader(StateSchema written, long now);

  /** Puts entries of a snapshot into memory. Belongs to one thread. */
  interface EntryReader {

    /** Applies an entry to the directory of its key group. */
    void read(SnapshotEntry entry, PageDirectory target);
  }
}
