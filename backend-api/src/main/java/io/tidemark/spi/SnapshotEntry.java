package io.tidemark.spi;

import io.tidemark.serialization.ReadBuffer;

/**
 * One entry of a snapshot as bytes, in the layout of its {@link StateKind} (docs/FORMAT.md). Reused
 * from entry to entry.
 */
public interface SnapshotEntry {

  /** The position of the entry's state in the {@link #schema}. */
  int state();

  /** The schema that the entry was written with. */
  StoreSchema schema();

  default StateSchema stateSchema() {
    return schema().states().get(state());
  }

  int keyGroup();

  Operation operation();

  /** The key's bytes. */
  ReadBuffer key();

  /** The namespace's bytes; empty for {@link NoNamespace}. */
  ReadBuffer namespace();

  /**
   * The user key's bytes of a map's entry, the timestamp of a timer (eight bytes, sign bit
   * flipped), else empty.
   */
  ReadBuffer userKey();

  /**
   * The time from which the entry's time to live counts, in milliseconds since the epoch; 0 where
   * it never expires.
   */
  long stamp();

  /**
   * The value's bytes; empty for a deletion and for timers. For expiring lists every element
   * carries its own stamp.
   */
  ReadBuffer value();
}
