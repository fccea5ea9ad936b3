package io.tidemark.snapshot.portable;

/** Consecutive blocks of a blob in memory. Immutable. */
final class Blocks implements StoredBlocks {

  private final int first;
  private final byte[][] arrays;
  private final int[] starts;

  /**
   * Takes over blocks.
   *
   * @param arrays the array of each block, from the {@code first} on
   * @param starts where in its array each block begins
   */
  Blocks(int first, byte[][] arrays, int[] starts) {
    this.first = first;
    this.arrays = arrays;
    this.starts = starts;
  }

  @Override
  public void show(int block, BlockWindow window) {
    window.show(block, arrays[block - first], starts[block - first]);
  }
}
