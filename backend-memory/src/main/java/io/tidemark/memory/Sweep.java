package io.tidemark.memory;

import org.jspecify.annotations.Nullable;

/**
 * Removes expired entries little by little, while others are used: every {@value #INTERVAL}th
 * access of a state looks through one page, so an access pays for about two slots, and a state of n
 * entries is swept once in about n accesses.
 *
 * <p>It goes through the key groups, and in each through the hashes upwards, so pages that split or
 * join meanwhile neither hide anything nor bring it back. Of a large map it looks through one page
 * at a time.
 */
final class Sweep {

  private static final int INTERVAL = 32;

  private final StateTable<?> table;
  private int accesses;
  private long round;
  private int group;
  private long position;

  Sweep(StateTable<?> table) {
    this.table = table;
  }

  /** Notes an access, and looks through a page if it is time. */
  void step(long now) {
    if (++accesses >= INTERVAL) {
      accesses = 0;
      sweepPage(now);
    }
  }

  private void sweepPage(long now) {
    PageDirectory directory = nextDirectory();
    if (directory == null) {
      return;
    }
    // The golden ratio's multiples leave no gaps, whatever the number of steps between two of them.
    round += 0x9e3779b97f4a7c15L;
    int sweptGroup = group;
    long sweptPosition = position;
    position = directory.at(position).endOf(position);
    if (position == 0) {
      group++;
    }
    table.form().removeExpired(table, sweptGroup, sweptPosition, round, now);
  }

  private @Nullable PageDirectory nextDirectory() {
    int groups = table.keyGroups().size();
    for (int tried = 0; tried < groups; tried++) {
      if (group >= groups) {
        group = 0;
        position = 0;
      }
      PageDirectory directory = table.group(group);
      if (directory != null) {
        return directory;
      }
      group++;
      position = 0;
    }
    return null;
  }
}
