package io.tidemark.rocksdb.runs;

import io.tidemark.spi.KeyGroupRange;

/**
 * Key groups that are folded together.
 *
 * @param keyGroups which they are
 * @param foldedUpTo the sequence of the last run that is folded into the piece's base; less than
 *     that of every run where there is no base
 * @param baseBytes the bytes of its base; 0 where there is none
 * @param baseEntries how many entries its base holds
 */
record Piece(KeyGroupRange keyGroups, long foldedUpTo, long baseBytes, long baseEntries) {

  /** A piece without a base. */
  static Piece unfolded(KeyGroupRange keyGroups) {
    return new Piece(keyGroups, Long.MIN_VALUE, 0, 0);
  }

  boolean isFolded() {
    return foldedUpTo != Long.MIN_VALUE;
  }

  /** Whether {@code file} is a run with something for this piece that is not in its base. */
  boolean lacks(ChainFile file) {
    return !file.file().base()
        && file.file().sequence() > foldedUpTo
        && file.use().overlaps(keyGroups);
  }
}
