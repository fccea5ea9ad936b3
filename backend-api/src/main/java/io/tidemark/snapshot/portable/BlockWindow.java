package io.tidemark.snapshot.portable;

import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/** One block of a blob at a time as it was before it was compressed. Belongs to one thread. */
final class BlockWindow {

  private final LZ4SafeDecompressor decompressor = LZ4Factory.fastestInstance().safeDecompressor();
  private final BlobPlace place;
  private final BlobIndex index;
  private byte[] scratch = new byte[0];
  private int scratchBlock = -1;
  private byte[] bytes = scratch;
  private int start;

  BlockWindow(BlobPlace place, BlobIndex index) {
    this.place = place;
    this.index = index;
  }

  /** Goes to a block, which is stored in {@code stored} from {@code storedStart} on. */
  void show(int block, byte[] stored, int storedStart) {
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
      throw place.corrupt(index.blockOffset(block), "the block cannot be decompressed", e);
    }
    if (length != rawLength) {
      throw place.corrupt(
          index.blockOffset(block),
          "the block has " + length + " bytes, and should have " + rawLength);
    }
  }
}
