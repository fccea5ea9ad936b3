package io.tidemark.memory;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Walks over a short map, in which no key changes its place, whatever becomes of the map meanwhile,
 * until another key is current.
 *
 * @param <R> what is made of an entry
 */
final class ShortMapWalk<R> implements Iterator<R> {

  /** Makes something of an entry. */
  @FunctionalInterface
  interface Reading<R> {
    R read(long[] map, int entry);
  }

  private final StateHandle<?, ?, ?> state;
  private final MapTable<?, ?> maps;
  private final Probe here;
  private final Probe key;
  private final long[] map;
  private final int count;
  private final Reading<R> reading;
  private int next;
  private boolean removable;

  /**
   * Begins before the first entry.
   *
   * @param here where the map is; to be changed by nobody
   */
  ShortMapWalk(
      StateHandle<?, ?, ?> state, MapTable<?, ?> maps, Probe here, long[] map, Reading<R> reading) {
    this.state = state;
    this.maps = maps;
    this.here = here;
    this.key = state.isNamespaced() ? state.currentKey().copy() : here;
    this.map = map;
    this.count = ShortMap.count(map);
    this.reading = reading;
  }

  @Override
  public boolean hasNext() {
    return next < count && state.currentKey().isSameKey(key);
  }

  @Override
  public R next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    removable = true;
    return reading.read(map, next++);
  }

  @Override
  public void remove() {
    if (!removable) {
      throw new IllegalStateException("There is no entry to remove; call next() before");
    }
    removable = false;
    maps.remove(here, map, next - 1);
  }
}
