package io.tidemark.memory;

/**
 * Finds the rows of a {@link ChunkedMap} by hash: a power of two of cells, open addressing, the
 * next cell after a collision. A cell is the number of a row, which takes as many bits as there are
 * cells, and, in the bits above, as much of the hash; so nearly every row that is looked at is the
 * wanted one.
 *
 * <p>A removal leaves a cell behind that matches no hash and is free again in the next index: as
 * each row takes one cell, an index has always room for the rows whose numbers it can bear.
 */
final class RowIndex {

  static final int MIN_CELLS = 32;

  private static final int FREE = 0;
  private static final int REMOVED = 1;

  /** In each cell that has a row. */
  private static final int ROW = 1 << Integer.SIZE - 1;

  private RowIndex() {}

  /** How many rows an index takes: seven eighths of its cells, as sixteen lie side by side. */
  static int room(int[] cells) {
    return cells.length - (cells.length >> 3);
  }

  /** An empty index for at least {@code rows} rows. */
  static int[] create(int rows) {
    int cells = MIN_CELLS;
    while (cells - (cells >> 3) < rows) {
      cells *= 2;
    }
    return new int[cells];
  }

  /** The cell at which the search for a hash begins. */
  static int home(long hash, int mask) {
    return bits(hash) & mask;
  }

  /** The cell that is looked at after another one. */
  static int next(int at, int mask) {
    return at + 1 & mask;
  }

  static boolean isFree(int cell) {
    return cell == FREE;
  }

  /** Whether the row of a cell may be one with a hash. */
  static boolean matches(int cell, long hash, int mask) {
    return ((cell ^ (bits(hash) | ROW)) & ~mask) == 0;
  }

  /** The number of the row of a cell that has one. */
  static int row(int cell, int mask) {
    return cell & mask;
  }

  /** Adds a row with a hash, where there is room. */
  static void add(int[] cells, long hash, int row) {
    int mask = cells.length - 1;
    int at = home(hash, mask);
    while (cells[at] != FREE) {
      at = next(at, mask);
    }
    cells[at] = (bits(hash) | ROW) & ~mask | row;
  }

  /** Removes a row with a hash, which is there. */
  static void remove(int[] cells, long hash, int row) {
    int mask = cells.length - 1;
    int at = home(hash, mask);
    while (row(cells[at], mask) != row || !matches(cells[at], hash, mask)) {
      at = next(at, mask);
    }
    cells[at] = REMOVED;
  }

  /** The half of a hash into which all bits of what it is the hash of were mixed. */
  private static int bits(long hash) {
    return (int) (hash >>> Integer.SIZE);
  }
}
