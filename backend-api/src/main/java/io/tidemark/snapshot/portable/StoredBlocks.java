package io.tidemark.snapshot.portable;

/** Where the blocks of a blob come from, as they are stored. */
@FunctionalInterface
interface StoredBlocks {

  /** Shows a block in {@code window}. Blocks are asked for in ascending order. */
  void show(int block, BlockWindow window);
}
