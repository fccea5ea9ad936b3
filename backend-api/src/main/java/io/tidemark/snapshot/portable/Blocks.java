package io.tidemark.snapshot.portable;

import io.tidemark.spi.SnapshotCorruptException;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.jspecify.annotations.Nullable;

/** Consecutive blocks of a blob in memory, as they are stored. Immutable. */
final class Blocks {

  private final LZ4SafeDecompressor decompressor = LZ4Factory.fastestInstance().safeDecompressor();
  private final BlobPlace place;
  private final BlobIndex index;
  private final int first;
  private final byte[][] arrays;
  private final int[] starts;

  /**
   * Takes over blocks.
   *
   * @param arrays the array of each block, from the {@code first} on
   * @param starts where in its array each block begins
   */
  Blocks(BlobPlace place, BlobIndex index, int first, byte[][] arrays, int[] starts) {
    this.place = place;
    this.index = index;
    this.first = first;
    this.arrays = arrays;
    this.starts = starts;
  }

  BlobPlace place() {
    return place;
  }

  SnapshotCorruptException corrupt(int block, String detail, @Nullable Throwable cause) {
    return place.corrupt(index.blockOffset(block), detail, cause);
  }

  /** One block at a time as it was before it was compressed. Belongs to one thread. */
  final class Window {

    private byte[] scratch = new byte[0];
    private int scratchBlock = -1;
    private byte[] bytes = scratch;
    private int start;

    /** Goes to a block. */
    void show(int block) {
      byte[] stored = arrays[block - first];
      int storedStart = starts[block - first];
      int storedLength = index.storedLength(block);
      int rawLength = index.rawLength(block);
      if (storedLength == rawLength) {
        bytes = stored;
        start = storedStart;
        return;
      }
      if (block != scratchBlock) {
        if (scratch.length < rawLength) {
          scratch = new byte[rawLength];
        }
        decompress(block, stored, storedStart, storedLength, rawLength);
        scratchBlock = block;
      }
      bytes = scratch;
      start = 0;
    }

    /** The array in which the block stands. */
    byte[] bytes() {
      return bytes;
    }

    /** Where in {@link #bytes} the block begins. */
    int start() {
      return start;
    }

    private void decompress(
        int block, byte[] stored, int storedStart, int storedLength, int rawLength) {
      scratchBlock = -1;
      int length;
      try {
        length = decompressor.decompress(stored, storedStart, storedLength, scratch, 0, rawLength);
      } catch (LZ4Exception e) {
        throw corrupt(block, "the block cannot be decompressed", e);
      }
      if (length != rawLength) {
        throw corrupt(
            block, "the block has " + length + " bytes, and should have " + rawLength, null);
      }
    }
  }
}
