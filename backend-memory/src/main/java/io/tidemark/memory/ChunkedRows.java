package io.tidemark.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are numbered as they come, in chunks of {@value MapChunk#MAX_ROWS}; no row ever gets
 * another number. What has such rows extends this class instead of holding it, so that a look-up
 * takes no look at memory for it.
 */
abstract class ChunkedRows {

  /** A further chunk begins with this part of the rows before it. */
  private static final int FURTHER_PART = 4;

  private static final MapChunk[] NO_CHUNKS = {};
  private static final long[][] NO_LONGS = {};
  private static final Object[][] NO_OBJECTS = {};

  /** The bits of a row's number that are not the number of its chunk. */
  private static final int CHUNK_SHIFT = 6;

  /** The version in which anything here was written last. */
  int version;

  /** The number of the next row. */
  private int rows;

  /** The chunk, as long as one is enough, so that nothing lies between; null with more. */
  private @Nullable MapChunk only;

  private long @Nullable [] onlyLongs;
  private Object @Nullable [] onlyObjects;

  /** The chunks; none as long as one is enough. */
  private MapChunk[] chunks = NO_CHUNKS;

  /** The longs of the chunks once more, so that a look-up need not go through a chunk to them. */
  private long[][] longs = NO_LONGS;

  private Object[][] objects = NO_OBJECTS;

  /** Begins with an empty chunk. */
  ChunkedRows(MapChunk first) {
    version = first.version;
    only = first;
    onlyLongs = first.longs;
    onlyObjects = first.objects;
  }

  /** Begins with the chunks of {@code original}, each to be copied by the first write into it. */
  ChunkedRows(ChunkedRows original, int version) {
    this.version = version;
    rows = original.rows;
    only = original.only;
    onlyLongs = original.onlyLongs;
    onlyObjects = original.onlyObjects;
    chunks = only == null ? original.chunks.clone() : NO_CHUNKS;
    longs = only == null ? original.longs.clone() : NO_LONGS;
    objects = only == null ? original.objects.clone() : NO_OBJECTS;
  }

  /** The number behind that of the last row. */
  final int rows() {
    return rows;
  }

  /** How many chunks the rows are in. */
  final int chunks() {
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
  final MapChunk chunk(int number) {
    MapChunk single = only;
    return single == null ? chunks[number] : single;
  }

  /** One of the chunks: which of them is up to the upper bits of {@code choice}. */
  final MapChunk chunkAt(long choice) {
    return chunk((int) ((choice >>> Integer.SIZE) * chunks() >>> Integer.SIZE));
  }

  /** The longs of the chunk with the row of a number. */
  final long[] longsOf(int number) {
    long[] single = onlyLongs;
    return single == null ? longs[chunkOf(number)] : single;
  }

  /** The objects of the chunk with the row of a number. */
  final Object[] objectsOf(int number) {
    Object[] single = onlyObjects;
    return single == null ? objects[chunkOf(number)] : single;
  }

  /** The number of the chunk with the row of a number. */
  static int chunkOf(int number) {
    return number >>> CHUNK_SHIFT;
  }

  /** Which row of its chunk the row of a number is. */
  static int rowOf(int number) {
    return number & MapChunk.MAX_ROWS - 1;
  }

  /** The number of a row of a chunk. */
  static int numberOf(int chunk, int row) {
    return (chunk << CHUNK_SHIFT) + row;
  }

  /** A chunk by its number, to be written. What has the rows is of the current version. */
  final MapChunk writable(int number, Layout layout, Versions versions) {
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

  /** The chunk of the next row, to be written, where there is room for it. */
  final MapChunk chunkForNext(Layout layout, Versions versions) {
    int number = chunkOf(rows);
    int row = rowOf(rows);
    if (row == 0 && number > 0) {
      claimChunk(number);
      int capacity = Math.min(MapChunk.MAX_ROWS, rows / FURTHER_PART);
      return set(number, new MapChunk(layout, capacity, version));
    }
    MapChunk chunk = writable(number, layout, versions);
    return row < chunk.capacity() ? chunk : set(number, chunk.enlarged(layout));
  }

  /** Takes the next number and returns which row of its chunk it is. */
  final int takeNext() {
    return rowOf(rows++);
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
}
