package io.tidemark.rocksdb.runs;

/**
 * Estimates how many different keys it was shown, to about 2 percent, in 4 KiB (HyperLogLog): keys
 * are spread over registers, and each remembers the longest row of zeros that a hash began with.
 * Belongs to one thread until it is handed over.
 */
public final class KeySketch {

  private static final int INDEX_BITS = 12;
  private static final int REGISTERS = 1 << INDEX_BITS;
  private static final double BIAS = 0.7213 / (1 + 1.079 / REGISTERS);

  private final byte[] registers = new byte[REGISTERS];

  /** Shows it a key, by its hash. */
  public void add(int hash) {
    long bits = hash * 0x9e3779b97f4a7c15L;
    bits = (bits ^ bits >>> 32) * 0xff51afd7ed558ccdL;
    bits ^= bits >>> 29;
    int register = (int) (bits >>> (Long.SIZE - INDEX_BITS));
    int rank = Long.numberOfLeadingZeros(bits << INDEX_BITS | 1L << (INDEX_BITS - 1)) + 1;
    if (rank > registers[register]) {
      registers[register] = (byte) rank;
    }
  }

  /** Shows it all keys that {@code other} was shown. */
  public void addAll(KeySketch other) {
    for (int i = 0; i < REGISTERS; i++) {
      if (other.registers[i] > registers[i]) {
        registers[i] = other.registers[i];
      }
    }
  }

  /** About how many different keys there were. */
  double keys() {
    double sum = 0;
    int empty = 0;
    for (byte register : registers) {
      sum += Math.scalb(1.0, -register);
      empty += register == 0 ? 1 : 0;
    }
    double estimate = BIAS * REGISTERS * REGISTERS / sum;
    return estimate < 2.5 * REGISTERS && empty > 0
        ? REGISTERS * Math.log((double) REGISTERS / empty)
        : estimate;
  }
}
