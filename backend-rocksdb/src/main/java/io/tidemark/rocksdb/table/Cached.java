package io.tidemark.rocksdb.table;

/** Something read from a file that stays in memory until others need its place. */
abstract class Cached {

  /** About how many bytes of memory it takes. */
  final int weight;

  /** Whether it was used since the hand of the {@link ClockCache} last came by. */
  boolean used = true;

  Cached(int weight) {
    this.weight = weight;
  }

  /** Whether nobody can come by it any more. */
  abstract boolean isUnreachable();

  /** Is not held any more: whoever leads to it must forget it. */
  abstract void forget();
}
