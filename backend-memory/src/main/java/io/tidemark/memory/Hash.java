package io.tidemark.memory;

/**
 * The hashes by which entries find their place: 64 bits, of which a directory takes the highest and
 * a page the lowest of the upper half, because multiplying mixes upwards. They live in memory only,
 * never in a snapshot.
 */
final class Hash {

  private Hash() {}

  /** Every bit of {@code bits} changes about half of the upper half of the result. */
  static long of(long bits) {
    long mixed = bits * 0xd6e8feb86659fd93L;
    return (mixed ^ mixed >>> 32) * 0xd6e8feb86659fd93L;
  }

  static long of(Object value) {
    return of((long) value.hashCode());
  }

  /** The hash of two parts, in their order. */
  static long of(long first, long second) {
    return of(first * 0x9e3779b97f4a7c15L + second);
  }
}
