package io.tidemark.memory;

import org.jspecify.annotations.Nullable;

/**
 * What is looked for, and where it was found. One probe is reused for all accesses of a state, so
 * that a look-up allocates nothing. Which fields count is up to the {@link Layout}.
 */
final class Probe {

  /** The position of the key group within the store's range. */
  int group;

  /** The hash of all parts. */
  long hash;

  /** The key where it fits into 64 bits, else {@link #hash}. */
  long bits;

  @Nullable Object key;
  long namespaceBits;
  @Nullable Object namespace;
  long time;

  /** Outcome: the slot in the page that was returned. */
  int slot;

  /** Outcome: whether the entry was not there before. */
  boolean inserted;
}
