package io.tidemark.memory;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Walks over a map that is no short one, whatever becomes of it meanwhile, until another key is
 * current.
 *
 * @param <R> what is made of an entry
 */
final class MapWalk<R> implements Iterator<R> {

  private final StateHandle<?, ?, ?> state;
  private final MapTable<?, ?> maps;
  private final Probe here;
  private final Probe key;
  private final LiveRows.Reading<R> reading;
  private final RowWalk rows;
  private @Nullable R next;
  private @Nullable Page seen;
  private int seenSlot;

  /**
   * Begins before the first entry.
   *
   * @param here where the map is; to be changed by nobody
   * @param reading leaves out what is expired
   */
  MapWalk(
      StateHandle<?, ?, ?> state,
      MapTable<?, ?> maps,
      Probe here,
      Layout layout,
      LiveRows.Reading<R> reading) {
    this.state = state;
    this.maps = maps;
    this.here = here;
    this.key = state.isNamespaced() ? state.currentKey().copy() : here;
    this.reading = reading;
    rows = new RowWalk(() -> maps.find(here) instanceof PageDirectory map ? map : null, layout);
  }

  @Override
  public boolean hasNext() {
    if (!state.currentKey().isSameKey(key)) {
      return false;
    }
    while (next == null) {
      if (!rows.next()) {
        return false;
      }
      next = reading.read(rows.page(), rows.slot());
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
    seen = rows.page();
    seenSlot = rows.slot();
    return row;
  }

  @Override
  public void remove() {
    if (seen == null) {
      throw new IllegalStateException("There is no entry to remove; call next() before");
    }
    maps.remove(here, seen, seenSlot);
    seen = null;
  }
}
