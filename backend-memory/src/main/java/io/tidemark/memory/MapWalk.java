package io.tidemark.memory;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the entries that a map has when the walk begins, in their order, whatever becomes of
 * them meanwhile, until another key is current. Of no short map.
 *
 * <p>Rows are read where they are: their numbers mean the same as long as the map is the same
 * object. When another one took its place, the walk goes on through the rows of the old one, and
 * looks for each entry in the new one from the next chunk on.
 *
 * @param <R> what is made of an entry
 */
final class MapWalk<R> implements Iterator<R> {

  /** Makes something of an entry, or null to leave it out. */
  @FunctionalInterface
  interface Reading<R> {
    @Nullable R read(MapChunk chunk, int row);

    /** The same of what was read and is gone, for its user alone. */
    default R apart(R met) {
      return met;
    }
  }

  private final StateHandle<?, ?, ?> state;
  private final MapTable<?, ?> maps;
  private final Probe here;
  private final Probe key;
  private final ChunkedMap map;
  private final int end;
  private final Layout layout;
  private final Reading<R> reading;
  private final Probe moved = new Probe();
  private int nextChunk;
  private MapChunk chunk;
  private boolean inPlace;
  private long rest;
  private int row;
  private @Nullable R next;

  /** The version in which {@link #next} was read: a capture since then may see it. */
  private int readIn;

  private @Nullable MapChunk seen;
  private int seenRow;

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
      ChunkedMap map,
      Layout layout,
      Reading<R> reading) {
    this.state = state;
    this.maps = maps;
    this.here = here;
    this.key = state.isNamespaced() ? state.currentKey().copy() : here;
    this.map = map;
    this.end = map.rows();
    this.layout = layout;
    this.reading = reading;
    chunk = map.chunk(0);
  }

  @Override
  public boolean hasNext() {
    if (!state.currentKey().isSameKey(key)) {
      return false;
    }
    while (next == null) {
      if (!advance()) {
        return false;
      }
      next = inPlace ? reading.read(chunk, row) : readMoved();
      readIn = maps.version();
    }
    return true;
  }

  @Override
  public R next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    R entry = readIn == maps.version() ? next : readAgain(next);
    next = null;
    seen = chunk;
    seenRow = row;
    return entry;
  }

  @Override
  public void remove() {
    if (seen == null) {
      throw new IllegalStateException("There is no entry to remove; call next() before");
    }
    if (seen.isUsed(seenRow)) {
      maps.remove(here, seen, seenRow);
    }
    seen = null;
  }

  /** Moves to the next row that has an entry still; false if there is none. */
  private boolean advance() {
    rest &= chunk.used();
    while (rest == 0) {
      if (nextChunk >= ChunkedMap.chunksFor(end)) {
        return false;
      }
      inPlace = maps.find(here) == map;
      chunk = map.chunk(nextChunk);
      rest = chunk.used() & ChunkedMap.rowsBefore(end, nextChunk);
      nextChunk++;
    }
    row = Long.numberOfTrailingZeros(rest);
    rest &= rest - 1;
    return true;
  }

  private R readAgain(R met) {
    R now = chunk.isUsed(row) ? readMoved() : null;
    return now == null ? reading.apart(met) : now;
  }

  private @Nullable R readMoved() {
    layout.aimAtRow(moved, chunk, row);
    if (maps.find(here) instanceof ChunkedMap now) {
      MapChunk found = now.find(moved, layout);
      return found == null ? null : reading.read(found, moved.slot);
    }
    return null;
  }
}
