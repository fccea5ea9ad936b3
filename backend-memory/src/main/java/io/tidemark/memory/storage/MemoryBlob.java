package io.tidemark.memory.storage;

import java.util.List;

/**
 * A committed blob. Nothing here is changed any more, so that readers share it.
 *
 * @param chunks its bytes: all chunks but the last have {@link #CHUNK_BYTES}
 */
record MemoryBlob(List<byte[]> chunks, long length, long modifiedMillis) {

  static final int CHUNK_BYTES = 1 << 16;

  /** Copies at most {@code length} bytes, up to the end of a chunk, and says how many. */
  int copy(long position, byte[] target, int offset, int length) {
    byte[] chunk = chunks.get((int) (position / CHUNK_BYTES));
    int from = (int) (position % CHUNK_BYTES);
    int count = Math.min(length, chunk.length - from);
    System.arraycopy(chunk, from, target, offset, count);
    return count;
  }
}
