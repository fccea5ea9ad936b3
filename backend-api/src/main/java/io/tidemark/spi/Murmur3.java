package io.tidemark.spi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** MurmurHash3 x86 32-bit with seed 0, over bytes. */
final class Murmur3 {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int C1 = 0xcc9e2d51;
  private static final int C2 = 0x1b873593;

  private Murmur3() {}

  static int hash(byte[] bytes, int offset, int length) {
    int hash = 0;
    int end = offset + (length & ~3);
    for (int at = offset; at < end; at += 4) {
      hash = mix(hash, (int) INT.get(bytes, at));
    }
    int tail = 0;
    for (int at = offset + length - 1; at >= end; at--) {
      tail = (tail << 8) | (bytes[at] & 0xff);
    }
    return finish(hash ^ scramble(tail), length);
  }

  /** The hash of the eight bytes of {@code value}, the highest first. */
  static int hash(long value) {
    int hash = mix(0, Integer.reverseBytes((int) (value >>> 32)));
    return finish(mix(hash, Integer.reverseBytes((int) value)), Long.BYTES);
  }

  private static int mix(int hash, int block) {
    return Integer.rotateLeft(hash ^ scramble(block), 13) * 5 + 0xe6546b64;
  }

  private static int finish(int mixed, int length) {
    int hash = mixed ^ length;
    hash = (hash ^ hash >>> 16) * 0x85ebca6b;
    hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
    return hash ^ hash >>> 16;
  }

  private static int scramble(int block) {
    return Integer.rotateLeft(block * C1, 15) * C2;
  }
}
