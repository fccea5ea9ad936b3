package io.tidemark.s3;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Arrays as large as a part, used again and again: at that size a collector treats each new one as
 * a burden. Any thread may call.
 */
final class PartBuffers {

  private static final int FIRST_BYTES = 64 << 10;

  private final int partBytes;
  private final BlockingQueue<byte[]> free;

  /**
   * Makes an empty supply.
   *
   * @param kept how many arrays are kept for later
   */
  PartBuffers(int partBytes, int kept) {
    this.partBytes = partBytes;
    this.free = new ArrayBlockingQueue<>(kept);
  }

  int partBytes() {
    return partBytes;
  }

  /** An array of at least so many bytes, at most a part, with anything in it. */
  byte[] take(int bytes) {
    if (bytes <= partBytes / 2) {
      return new byte[bytes];
    }
    byte[] used = free.poll();
    return used == null ? new byte[partBytes] : used;
  }

  /** A larger array with the same first bytes. The old one is nobody's any more. */
  byte[] grow(byte[] array, int filled, int needed) {
    byte[] larger =
        take(Math.min(partBytes, Math.max(needed, Math.max(FIRST_BYTES, array.length * 4))));
    System.arraycopy(array, 0, larger, 0, filled);
    give(array);
    return larger;
  }

  /** Takes back an array that nobody uses any more. */
  void give(byte[] array) {
    if (array.length == partBytes) {
      free.offer(array);
    }
  }
}
