package io.tidemark.benchmarks.workload;

import java.util.SplittableRandom;

/**
 * Which keys are used, one after the other: drawn beforehand, so that drawing is not measured, and
 * walked over in order, so that it costs no cache miss.
 */
final class KeySequence {

  private static final long SEED = 0x5eed;

  private final long[] drawn;
  private int next;

  private KeySequence(long[] drawn) {
    this.drawn = drawn;
  }

  /** Draws from the keys 0 to {@code keys} by the distribution of that name. */
  static KeySequence of(String distribution, long keys) {
    long[] drawn = new long[keys <= 1 << 20 ? 1 << 20 : 1 << 22];
    SplittableRandom random = new SplittableRandom(SEED);
    switch (distribution) {
      case "uniform" -> {
        for (int i = 0; i < drawn.length; i++) {
          drawn[i] = random.nextLong(keys);
        }
      }
      case "zipf" -> {
        Zipf zipf = new Zipf(keys, 0.99);
        for (int i = 0; i < drawn.length; i++) {
          drawn[i] = scattered(zipf.rank(random.nextDouble()), keys);
        }
      }
      default -> throw new IllegalArgumentException("No distribution: " + distribution);
    }
    return new KeySequence(drawn);
  }

  long next() {
    return drawn[next++ & (drawn.length - 1)];
  }

  /** Spreads the ranks over the keys, so that hot keys are not neighbours. */
  private static long scattered(long rank, long keys) {
    long mixed = rank * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xd6e8feb86659fd93L;
    return ((mixed ^ (mixed >>> 32)) >>> 1) % keys;
  }
}
