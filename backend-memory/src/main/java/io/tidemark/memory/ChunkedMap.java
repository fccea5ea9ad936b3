package io.tidemark.memory;

import org.jspecify.annotations.Nullable;

/**
 * The entries of one map in the order in which their keys came, in chunks, and beside them an
 * {@linkplain RowIndex index} by which they are found; a few are looked through one by one.
 *
 * <p>What is removed leaves a hole; when holes are a third of the rows, another map without them
 * {@linkplain #remove takes the place} of this one. So whoever walks over a map knows by this
 * object whether numbers still mean the same.
 *
 * <p>A capture holds the map itself. The first write into a map that is pinned goes to a
 * {@linkplain #writable copy}, which shares the chunks and the index; each chunk is copied by the
 * first write into it, the index by the first key that comes or goes.
 */
final class ChunkedMap extends ChunkedRows {

  /** As long as there are no more rows than this, they have no index. */
  private static final int UNINDEXED = 16;

  private static final int FIRST_ROWS = 4;

  /** So many holes are left alone, whatever the number of entries. */
  private static final int FEW_HOLES = 4;

  private static final int[] NO_INDEX = {};

  private int size;
  private int[] index = NO_INDEX;

  /** The number of the index's cells less one. */
  private int mask = NO_INDEX.length - 1;

  /** Whether another map has the same index. */
  private boolean sharesIndex;

  ChunkedMap(Layout layout, int version) {
    this(new MapChunk(layout, FIRST_ROWS, version));
  }

  private ChunkedMap(MapChunk first) {
    super(first);
  }

  private ChunkedMap(ChunkedMap original, int version) {
    super(original, version);
    size = original.size;
    index = original.index;
    mask = original.mask;
    sharesIndex = true;
  }

  /** A map without entries, which has room for so many. */
  static ChunkedMap sized(Layout layout, int version, int entries) {
    int first = Math.min(MapChunk.MAX_ROWS, Math.max(FIRST_ROWS, entries));
    ChunkedMap sized = new ChunkedMap(new MapChunk(layout, first, version));
    if (entries > UNINDEXED) {
      sized.setIndex(RowIndex.create(entries));
    }
    return sized;
  }

  /** How many entries there are. */
  int size() {
    return size;
  }

  /** This map if no capture sees it, or a copy to be put in its place. */
  ChunkedMap writable(Versions versions) {
    if (version == versions.current()) {
      return this;
    }
    if (versions.isPinned(version)) {
      return new ChunkedMap(this, versions.current());
    }
    version = versions.current();
    return this;
  }

  /**
   * The chunk that holds the probe's entry, with the row in the probe, or null. Changes nothing
   * here.
   */
  @Nullable MapChunk find(Probe probe, Layout layout) {
    int number = numberOf(probe, layout);
    if (number < 0) {
      return null;
    }
    probe.slot = rowOf(number);
    return chunk(chunkOf(number));
  }

  /**
   * The longs of the chunk that holds the probe's entry, with the row in the probe, or null.
   * Changes nothing here.
   */
  long @Nullable [] findLongs(Probe probe, Layout layout) {
    int number = numberOf(probe, layout);
    if (number < 0) {
      return null;
    }
    probe.slot = rowOf(number);
    return longsOf(number);
  }

  /**
   * Like {@link #find}, but in a chunk that may be written, without noting a change. The map is
   * writable.
   */
  @Nullable MapChunk findWritable(Probe probe, Layout layout, Versions versions) {
    int number = numberOf(probe, layout);
    if (number < 0) {
      return null;
    }
    probe.slot = rowOf(number);
    return writable(chunkOf(number), layout, versions);
  }

  /**
   * The chunk that holds the probe's entry, to be written, or null: the entry counts as changed.
   * The map is writable.
   */
  @Nullable MapChunk touch(Probe probe, Layout layout, Versions versions) {
    MapChunk chunk = findWritable(probe, layout, versions);
    if (chunk != null) {
      chunk.touch(probe.slot);
      probe.inserted = false;
    }
    return chunk;
  }

  /** Like {@link #touch}, but where there is no entry it is made, behind all others. */
  MapChunk claim(Probe probe, Layout layout, Versions versions) {
    MapChunk chunk = touch(probe, layout, versions);
    return chunk == null ? append(probe, layout, versions) : chunk;
  }

  /** Puts the probe's entry, which is not there, behind all others. The map is writable. */
  MapChunk append(Probe probe, Layout layout, Versions versions) {
    if (index.length > 0 || rows() >= UNINDEXED) {
      claimCell(layout);
      RowIndex.add(index, probe.hash, rows());
    }
    MapChunk chunk = chunkForNext(layout, versions);
    probe.slot = takeNext();
    probe.inserted = true;
    chunk.add(probe.slot, probe, layout);
    size++;
    return chunk;
  }

  /**
   * Removes the probe's entry if it is there. The map is writable.
   *
   * @return this map, or another one to be put in its place
   */
  ChunkedMap remove(Probe probe, Layout layout, Versions versions) {
    int number = numberOf(probe, layout);
    if (number < 0) {
      return this;
    }
    writable(chunkOf(number), layout, versions).remove(rowOf(number), layout);
    if (index.length > 0) {
      ownIndex();
      RowIndex.remove(index, probe.hash, number);
    }
    size--;
    return rows() - size > size / 2 + FEW_HOLES ? withoutHoles(layout, versions) : this;
  }

  private ChunkedMap withoutHoles(Layout layout, Versions versions) {
    ChunkedMap dense = sized(layout, version, size + size / 2);
    for (int i = 0; i < chunks(); i++) {
      MapChunk chunk = chunk(i);
      MapChunk from = chunk.version == version ? chunk : chunk.copy(layout, versions);
      for (long rest = from.used(); rest != 0; rest &= rest - 1) {
        int row = Long.numberOfTrailingZeros(rest);
        dense.chunkForNext(layout, versions).add(dense.takeNext(), from, row, layout);
      }
    }
    dense.size = size;
    if (dense.index.length > 0) {
      dense.addAllTo(dense.index, layout);
    }
    return dense;
  }

  /** The number of the probe's row, or {@code -1}. */
  private int numberOf(Probe probe, Layout layout) {
    int last = mask;
    if (last < 0) {
      return chunk(0).find(probe, layout);
    }
    int[] cells = index;
    long hash = probe.hash;
    int at = RowIndex.home(hash, last);
    for (int cell = cells[at]; !RowIndex.isFree(cell); cell = cells[at]) {
      if (RowIndex.matches(cell, hash, last)) {
        int number = RowIndex.row(cell, last);
        if (isAt(number, probe, layout)) {
          return number;
        }
      }
      at = RowIndex.next(at, last);
    }
    return -1;
  }

  private boolean isAt(int number, Probe probe, Layout layout) {
    int row = rowOf(number);
    long[] cells = longsOf(number);
    return cells[layout.start + row * layout.longs] == probe.bits
        && (layout.plain || layout.matchesRest(cells, objectsOf(number), row, probe));
  }

  /** Sees to it that the index, which may be the first, has room for a row more. */
  private void claimCell(Layout layout) {
    if (rows() < RowIndex.room(index)) {
      ownIndex();
      return;
    }
    int[] larger = RowIndex.create(rows() + 1);
    addAllTo(larger, layout);
    setIndex(larger);
  }

  private void setIndex(int[] cells) {
    index = cells;
    mask = cells.length - 1;
    sharesIndex = false;
  }

  private void ownIndex() {
    if (sharesIndex) {
      setIndex(index.clone());
    }
  }

  private void addAllTo(int[] cells, Layout layout) {
    for (int i = 0; i < chunks(); i++) {
      MapChunk chunk = chunk(i);
      for (long rest = chunk.used(); rest != 0; rest &= rest - 1) {
        int row = Long.numberOfTrailingZeros(rest);
        long hash = layout.hashOf(chunk.longs, chunk.objects, row);
        RowIndex.add(cells, hash, numberOf(i, row));
      }
    }
  }
}
