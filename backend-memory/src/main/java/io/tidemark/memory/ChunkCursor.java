package io.tidemark.memory;

/**
 * Walks over the entries of a map that does not change meanwhile, in their order: one that is
 * captured, or between two writes.
 */
final class ChunkCursor {

  private final ChunkedMap map;
  private final int base;
  private int nextChunk = 1;
  private MapChunk chunk;
  private long rest;
  private int row;

  /**
   * Begins before the first entry.
   *
   * @param base entries that did not change since that version are left out, unless it is {@link
   *     EntryCursor#EVERYTHING}
   */
  ChunkCursor(ChunkedMap map, int base) {
    this.map = map;
    this.base = base;
    chunk = map.chunk(0);
    rest = wanted();
  }

  /** Moves to the next entry; false if there is none. */
  boolean next() {
    while (rest == 0) {
      if (nextChunk >= map.chunks()) {
        return false;
      }
      chunk = map.chunk(nextChunk++);
      rest = wanted();
    }
    row = Long.numberOfTrailingZeros(rest);
    rest &= rest - 1;
    return true;
  }

  MapChunk chunk() {
    return chunk;
  }

  int row() {
    return row;
  }

  private long wanted() {
    return base == EntryCursor.EVERYTHING ? chunk.used() : chunk.changedSince(base) & chunk.used();
  }
}
