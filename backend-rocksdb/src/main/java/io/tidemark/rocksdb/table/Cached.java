package io.tidemark.rocksdb.table;

import org.jspecify.annotations.Nullable;

/** Something read from a file that stays in memory until others need its place. */
abstract class Cached {

  /** About how many bytes of memory it takes. */
  final int weight;

  /** Where it is held, as the ring itself notes; null where it is not. */
  @Nullable ClockRing ring;

  int place;

  private boolean dropped;

  Cached(int weight) {
    this.weight = weight;
  }

  /** Notes that it is of use. */
  final void use() {
    ClockRing holding = ring;
    if (holding != null) {
      holding.use(place);
    }
  }

  /** Whether it is not to be held any more. */
  final boolean isDropped() {
    return dropped;
  }

  /** Is not held from now on, nor is anything that only this leads to. */
  final void drop() {
    if (dropped) {
      return;
    }
    dropped = true;
    ClockRing holding = ring;
    if (holding != null) {
      holding.remove(this);
    }
    dropped();
  }

  /** Has whoever leads to it forget it, and drops what only this leads to. */
  abstract void dropped();
}
