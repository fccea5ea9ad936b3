package io.tidemark.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one map in the order in which their keys came, in chunks, and beside them an
 * {@linkplain RowIndex index} by which they are found; a few are looked through one by one.
 *
 * <p>Rows are numbered in their order, and no row gets another number. What is removed leaves a
 * hole; when holes are a third of the rows, another map without them {@linkplain #remove takes the
 * place} of this one. So whoever walks over a map knows by this object whether numbers still mean
 * the same.
 *
 * <p>A capture holds the map itself. The first write into a map that is pinned goes to a
 * {@linkplain #writable copy}, which shares the chunks and the index; each chunk is copied by the
 * first write into it, the index by the first key that comes or goes.
 */
final class ChunkedMap {

  /** As long as there are no more rows than this, they have no index. */
  private static final int UNINDEXED = 16;

  private static final int FIRST_ROWS = 4;

  /** A further chunk begins with this part of the rows before it. */
  private static final int FURTHER_PART = 4;

  private static final MapChunk[] NO_CHUNKS = {};
  private static final long[][] NO_LONGS = {};
  private static final Object[][] NO_OBJECTS = {};

  /** The bits of a row's number that are not the number of its chunk. */
  private static final int CHUNK_SHIFT = 6;

  /** So many holes are left alone, whatever the number of entries. */
  private static final int FEW_HOLES = 4;

  private static final int[] NO_INDEX = {};

  private int version;
  private int size;

  /** The number of the next row. */
  private int rows;

  private int[] index = NO_INDEX;

  /** The number of the index's cells less one. */
  private int mask = NO_INDEX.length - 1;

  /** Whether another map has the same index. */
  private boolean sharesIndex;

  /** The chunk, as long as one is enough, so that nothing lies between; null with more. */
  private @Nullable MapChunk only;

  private long @Nullable [] onlyLongs;
  private Object @Nullable [] onlyObjects;

  /** The chunks; none as long as one is enough. */
  private MapChunk[] chunks = NO_CHUNKS;

  /** The longs of the chunks once more, so that a look-up need not go through a chunk to them. */
  private long[][] longs = NO_LONGS;

  private Object[][] objects = NO_OBJECTS;

  ChunkedMap(Layout layout, int version) {
    this(new MapChunk(layout, FIRST_ROWS, version));
  }

  private ChunkedMap(MapChunk first) {
    version = first.version;
    only = first;
    onlyLongs = first.longs;
    onlyObjects = first.objects;
  }

  private ChunkedMap(ChunkedMap original, int version) {
    this.version = version;
    size = original.size;
    rows = original.rows;
    index = original.index;
    mask = original.mask;
    sharesIndex = true;
    only = original.only;
    onlyLongs = original.onlyLongs;
    onlyObjects = original.onlyObjects;
    chunks = only == null ? original.chunks.clone() : NO_CHUNKS;
    longs = only == null ? original.longs.clone() : NO_LONGS;
    objects = only == null ? original.objects.clone() : NO_OBJECTS;
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

  /** The number behind that of the last row. */
  int rows() {
    return rows;
  }

  /** How many chunks the rows are in. */
  int chunks() {
    return chunksFor(rows);
  }

  /** How many chunks so many rows are in. */
  static int chunksFor(int rows) {
    return rows + MapChunk.MAX_ROWS - 1 >>> CHUNK_SHIFT;
  }

  /** The rows of a chunk whose numbers are below {@code end}, a bit each. */
  static long rowsBefore(int end, int chunk) {
    int before = end - (chunk << CHUNK_SHIFT);
    return before >= MapChunk.MAX_ROWS ? -1 : (1L << before) - 1;
  }

  /** A chunk by its number: the first has the rows from 0 to 63, and so on. */
  MapChunk chunk(int number) {
    MapChunk single = only;
    return single == null ? chunks[number] : single;
  }

  /** One of the chunks: which of them is up to the upper bits of {@code choice}. */
  MapChunk chunkAt(long choice) {
    return chunk((int) ((choice >>> Integer.SIZE) * chunks() >>> Integer.SIZE));
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
    return number < 0 ? null : chunkOf(number, probe);
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
    return writable(number >>> CHUNK_SHIFT, layout, versions);
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
    if (index.length > 0 || rows >= UNINDEXED) {
      claimCell(layout);
      RowIndex.add(index, probe.hash, rows);
    }
    MapChunk chunk = chunkForNext(layout, versions);
    probe.slot = rowOf(rows);
    probe.inserted = true;
    chunk.add(probe.slot, probe, layout);
    rows++;
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
    writable(number >>> CHUNK_SHIFT, layout, versions).remove(rowOf(number), layout);
    if (index.length > 0) {
      ownIndex();
      RowIndex.remove(index, probe.hash, number);
    }
    size--;
    return rows - size > size / 2 + FEW_HOLES ? withoutHoles(layout, versions) : this;
  }

  private ChunkedMap withoutHoles(Layout layout, Versions versions) {
    ChunkedMap dense = sized(layout, version, size + size / 2);
    for (int i = 0; i < chunks(); i++) {
      MapChunk chunk = chunk(i);
      MapChunk from = chunk.version == version ? chunk : chunk.copy(layout, versions);
      for (long rest = from.used(); rest != 0; rest &= rest - 1) {
        int row = Long.numberOfTrailingZeros(rest);
        dense.chunkForNext(layout, versions).add(rowOf(dense.rows), from, row, layout);
        dense.rows++;
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

  private long[] longsOf(int number) {
    long[] single = onlyLongs;
    return single == null ? longs[number >>> CHUNK_SHIFT] : single;
  }

  private Object[] objectsOf(int number) {
    Object[] single = onlyObjects;
    return single == null ? objects[number >>> CHUNK_SHIFT] : single;
  }

  private MapChunk chunkOf(int number, Probe probe) {
    probe.slot = rowOf(number);
    return chunk(number >>> CHUNK_SHIFT);
  }

  private static int rowOf(int number) {
    return number & MapChunk.MAX_ROWS - 1;
  }

  /** A chunk of the current version, by its number. */
  private MapChunk writable(int number, Layout layout, Versions versions) {
    MapChunk chunk = chunk(number);
    if (chunk.version == versions.current()) {
      return chunk;
    }
    if (versions.isPinned(chunk.version)) {
      return set(number, chunk.copy(layout, versions));
    }
    chunk.begin(versions);
    return chunk;
  }

  /** The chunk of the next row, where there is room for it. */
  private MapChunk chunkForNext(Layout layout, Versions versions) {
    int number = rows >>> CHUNK_SHIFT;
    int row = rowOf(rows);
    if (row == 0 && number > 0) {
      claimChunk(number);
      int capacity = Math.min(MapChunk.MAX_ROWS, rows / FURTHER_PART);
      return set(number, new MapChunk(layout, capacity, version));
    }
    MapChunk chunk = writable(number, layout, versions);
    return row < chunk.capacity() ? chunk : set(number, chunk.enlarged(layout));
  }

  /** Sees to it that there is a place for a further chunk. */
  private void claimChunk(int number) {
    if (only != null) {
      chunks = new MapChunk[] {only, only};
      longs = new long[][] {only.longs, only.longs};
      objects = new Object[][] {only.objects, only.objects};
      only = null;
      onlyLongs = null;
      onlyObjects = null;
    } else if (number == chunks.length) {
      chunks = Arrays.copyOf(chunks, number * 2);
      longs = Arrays.copyOf(longs, number * 2);
      objects = Arrays.copyOf(objects, number * 2);
    }
  }

  private MapChunk set(int number, MapChunk chunk) {
    if (only == null) {
      chunks[number] = chunk;
      longs[number] = chunk.longs;
      objects[number] = chunk.objects;
    } else {
      only = chunk;
      onlyLongs = chunk.longs;
      onlyObjects = chunk.objects;
    }
    return chunk;
  }

  /** Sees to it that the index, which may be the first, has room for a row more. */
  private void claimCell(Layout layout) {
    if (rows < RowIndex.room(index)) {
      ownIndex();
      return;
    }
    int[] larger = RowIndex.create(rows + 1);
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
        RowIndex.add(cells, hash, (i << CHUNK_SHIFT) + row);
      }
    }
  }
}
