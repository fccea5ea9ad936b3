package io.tidemark.memory;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * What is made of the rows of a table that are not expired, through some key groups, while the
 * table may change.
 *
 * @param <R> what is made of a row
 */
final class LiveRows<R> implements Iterator<R> {

  /** Makes something of a row, or null to leave it out. */
  @FunctionalInterface
  interface Reading<R> {
    @Nullable R read(Page page, int slot);
  }

  private final StateTable<?> table;
  private final Reading<R> reading;
  private final long now;
  private final int lastGroup;
  private int group;
  private @Nullable RowWalk walk;
  private @Nullable R next;

  /** Begins before the first row of the key groups at positions {@code first} to {@code last}. */
  LiveRows(StateTable<?> table, int first, int last, long now, Reading<R> reading) {
    this.table = table;
    this.reading = reading;
    this.now = now;
    this.group = first - 1;
    this.lastGroup = last;
  }

  @Override
  public boolean hasNext() {
    while (next == null) {
      if (walk != null && walk.next()) {
        Page page = walk.page();
        int slot = walk.slot();
        next = table.form().isLive(page, slot, now) ? reading.read(page, slot) : null;
      } else if (group < lastGroup) {
        int position = ++group;
        walk = new RowWalk(() -> table.group(position), table.layout());
      } else {
        return false;
      }
    }
    return true;
  }

  @Override
  public R next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    R row = next;
    next = null;
    return row;
  }
}
