package io.tidemark.snapshot.portable;

import io.tidemark.spi.BlobReader;

/**
 * Consecutive blocks of a blob, read and checked as they are asked for, one after the other into
 * the same memory. What a window shows lasts until the next block is asked for. Belongs to one
 * thread.
 */
final class BlockStream implements StoredBlocks {

  /** So many bytes are read at a time, or as many as one block has: they stay in a cache. */
  private static final int BUFFER_BYTES = 256 << 10;

  private final BlobBytes blob;
  private final BlobIndex index;
  private final int end;
  private final BlobReader reader;
  private byte[] buffer = {};
  private int bufferFirst;
  private int bufferEnd;

  /**
   * Begins before the first block.
   *
   * @param first the first block, at which {@code reader} stands
   * @param end the block behind the last
   */
  BlockStream(BlobBytes blob, BlobIndex index, int first, int end, BlobReader reader) {
    this.blob = blob;
    this.index = index;
    this.end = end;
    this.reader = reader;
    bufferFirst = first;
    bufferEnd = first;
  }

  @Override
  public void show(int block, BlockWindow window) {
    while (block >= bufferEnd) {
      readOn();
    }
    window.show(block, buffer, (int) (index.blockOffset(block) - index.blockOffset(bufferFirst)));
  }

  /** Reads and checks all blocks that are left. */
  void readToEnd() {
    while (bufferEnd < end) {
      readOn();
    }
  }

  private void readOn() {
    bufferFirst = bufferEnd;
    bufferEnd = index.endOfPiece(bufferFirst, end, BUFFER_BYTES);
    long offset = index.blockOffset(bufferFirst);
    int length = (int) (index.blockOffset(bufferEnd) - offset);
    if (buffer.length < length) {
      buffer = new byte[Math.max(length, restBytes(offset))];
    }
    blob.readFully(reader, buffer, length, offset);
    for (int block = bufferFirst; block < bufferEnd; block++) {
      index.checkBlock(block, buffer, (int) (index.blockOffset(block) - offset), blob.place());
    }
  }

  private int restBytes(long offset) {
    return (int) Math.min(BUFFER_BYTES, index.blockOffset(end) - offset);
  }
}
