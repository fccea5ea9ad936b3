package io.tidemark.benchmarks.workload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Values of random bytes, the same for the same number.
 *
 * @param length how many bytes
 * @param halving whether the second half is zero, so that compression halves them
 */
record RandomBytes(int length, boolean halving) {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  byte[] of(long number) {
    byte[] bytes = new byte[length];
    int end = halving ? length / 2 : length;
    long state = number;
    int i = 0;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      state += 0x9e3779b97f4a7c15L;
      LONGS.set(bytes, i, mixed(state));
    }
    state = mixed(state + 1);
    for (; i < end; i++) {
      bytes[i] = (byte) state;
      state >>>= Byte.SIZE;
    }
    return bytes;
  }

  private static long mixed(long state) {
    long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
