package io.tidemark.spi;

/**
 * A power of keyed stores: to tell how much of their state has changed, so that an engine can take
 * a snapshot when enough has.
 */
@FunctionalInterface
public interface ReportsChanges {

  /**
   * About how many bytes of state were changed since the last capture of any kind, or since the
   * store was opened: each changed entry once, by what it is likely to take in a snapshot. Called
   * by the store's thread about once a second; may cost a look at the structure of all state, but
   * not at each entry.
   */
  long changedBytes();
}
