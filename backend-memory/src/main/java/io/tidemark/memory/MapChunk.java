package io.tidemark.memory;

import java.util.Arrays;

/**
 * Some entries of a {@link ChunkedMap}, side by side in the order in which their keys came. Rows
 * are used one after the other, and never a second time: no row moves, and what is removed leaves a
 * hole.
 */
final class MapChunk extends TrackedRows {

  private final int capacity;
  private long used;

  MapChunk(Layout layout, int capacity, int version) {
    super(layout, capacity, version);
    this.capacity = capacity;
  }

  private MapChunk(long[] longs, Object[] objects, int capacity, MapChunk from) {
    super(longs, objects, from);
    this.capacity = capacity;
    used = from.used;
  }

  /** How many rows there are, used or not. */
  int capacity() {
    return capacity;
  }

  @Override
  long used() {
    return used;
  }

  /** Whether a row holds an entry. */
  boolean isUsed(int row) {
    return (used >>> row & 1) != 0;
  }

  /** The row of the probe's entry, or {@code -1}: looks at one after the other. */
  int find(Probe probe, Layout layout) {
    for (long rest = used; rest != 0; rest &= rest - 1) {
      int row = Long.numberOfTrailingZeros(rest);
      if (layout.matches(longs, objects, row, probe)) {
        return row;
      }
    }
    return -1;
  }

  /** Adds the probe's entry, which is nowhere, in a row that was never used; it has no value. */
  void add(int row, Probe probe, Layout layout) {
    used |= 1L << row;
    create(row);
    layout.fill(longs, objects, row, probe);
  }

  /** Takes over a row of a chunk of the same version in a row that was never used. */
  void add(int row, MapChunk from, int fromRow, Layout layout) {
    used |= 1L << row;
    layout.copyRow(from, fromRow, this, row);
    adoptVersions(from);
    adopt(from, fromRow, row);
  }

  /** Removes the entry in a row. */
  void remove(int row, Layout layout) {
    used &= ~(1L << row);
    forget(row);
    for (int i = row * layout.objects, end = i + layout.objects; i < end; i++) {
      objects[i] = null;
    }
  }

  /**
   * A chunk for the current version with the same entries, none of them changed in it. Longs that
   * do not change with an entry's value are shared: what is written into them is the rows that come
   * later, of which this chunk knows nothing.
   */
  MapChunk copy(Layout layout, Versions versions) {
    MapChunk copy =
        new MapChunk(
            layout.fixedLongs ? longs : longs.clone(),
            objects.length == 0 ? objects : objects.clone(),
            capacity,
            this);
    copy.begin(versions);
    copy.disown();
    return copy;
  }

  /** A chunk with the same rows and more behind them, to take the place of this one. */
  MapChunk enlarged(Layout layout) {
    int larger = Math.min(MAX_ROWS, capacity + Math.max(4, capacity / 2));
    return new MapChunk(
        Arrays.copyOf(longs, layout.start + larger * layout.longs),
        Arrays.copyOf(objects, larger * layout.objects),
        larger,
        this);
  }
}
