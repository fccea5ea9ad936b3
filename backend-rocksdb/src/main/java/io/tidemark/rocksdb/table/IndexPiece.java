package io.tidemark.rocksdb.table;

import io.tidemark.rocksdb.table.Lookup.Answer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A piece of a file's index, and those of its blocks that are held. */
final class IndexPiece extends Cached {

  private static final int OBJECT_BYTES = 64;
  private static final int BLOCK_OBJECT_BYTES = 48;

  /** How much is read at once where keys come in order. */
  private static final int AHEAD_BYTES = 16 << 10;

  /** Keys of several key groups come in order by turns: for so many the order is noticed. */
  private static final int IN_ORDER_WITHIN_LOADS = 256;

  private final @Nullable IndexPiece[] holder;
  private final int number;
  private final TableIndex index;
  private final @Nullable HeldBlock[] held;

  /** A piece that is to be held in the place {@code number} of {@code holder}. */
  IndexPiece(@Nullable IndexPiece[] holder, int number, TableIndex index) {
    super(OBJECT_BYTES + index.weight() + Integer.BYTES * index.blocks());
    this.holder = holder;
    this.number = number;
    this.index = index;
    this.held = new HeldBlock[index.blocks()];
  }

  private static final class HeldBlock extends Cached {

    private final IndexPiece piece;
    private final int number;
    private final long load;
    private final DataBlock block;

    HeldBlock(IndexPiece piece, int number, long load, DataBlock block) {
      super(BLOCK_OBJECT_BYTES + block.weight());
      this.piece = piece;
      this.number = number;
      this.load = load;
      this.block = block;
    }

    @Override
    void dropped() {
      piece.held[number] = null;
    }
  }

  /** Looks for the newest entry of a key; null if all keys of the piece's blocks are smaller. */
  @Nullable Answer find(Lookup lookup, RandomAccessFile file, BlockReader reader, ClockCache cache)
      throws IOException, NotReadableException {
    for (int i = index.find(lookup.key, lookup.length); i < index.blocks(); i++) {
      HeldBlock block = held[i];
      if (block == null) {
        block = load(i, file, reader, cache);
      } else {
        block.use();
      }
      Answer answer = block.block.find(lookup);
      if (answer != null) {
        return answer;
      }
    }
    return null;
  }

  /**
   * Reads a block. Where the two before it were read not long ago, keys seem to come in their
   * order, as they do when a program goes through keys that it was given or made in order: then
   * those that follow are read, too.
   */
  private HeldBlock load(int first, RandomAccessFile file, BlockReader reader, ClockCache cache)
      throws IOException, NotReadableException {
    long load = reader.nextLoad();
    boolean inOrder = wasReadLately(first - 1, load) && wasReadLately(first - 2, load);
    long from = index.offset(first);
    int last = first;
    while (inOrder && last + 1 < index.blocks() && index.end(last + 1) - from <= AHEAD_BYTES) {
      last++;
    }
    reader.fetch(file, from, index.end(last) - from);
    HeldBlock wanted = null;
    for (int i = first; i <= last; i++) {
      if (held[i] != null) {
        continue;
      }
      byte[] bytes = reader.block((int) (index.offset(i) - from), index.size(i));
      HeldBlock block = new HeldBlock(this, i, load, new DataBlock(bytes));
      if (i == first) {
        wanted = block;
      }
      if (!isDropped()) {
        held[i] = block;
        cache.addBlock(block);
      }
    }
    return Objects.requireNonNull(wanted);
  }

  private boolean wasReadLately(int block, long load) {
    HeldBlock read = block < 0 ? null : held[block];
    return read != null && load - read.load <= IN_ORDER_WITHIN_LOADS;
  }

  @Override
  void dropped() {
    holder[number] = null;
    for (HeldBlock block : held) {
      if (block != null) {
        block.drop();
      }
    }
  }
}
