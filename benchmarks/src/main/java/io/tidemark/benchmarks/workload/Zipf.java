package io.tidemark.benchmarks.workload;

/**
 * Ranks of which rank i comes up in proportion to 1 ÷ (i + 1)^skew, by the inversion of Gray et
 * al., "Quickly Generating Billion-Record Synthetic Databases" (SIGMOD 1994): exact for the first
 * two ranks, close for the rest, and constant time a draw.
 */
final class Zipf {

  private final long ranks;
  private final double skew;
  private final double zeta;
  private final double alpha;
  private final double eta;

  Zipf(long ranks, double skew) {
    this.ranks = ranks;
    this.skew = skew;
    double sum = 0;
    for (long i = 1; i <= ranks; i++) {
      sum += Math.pow((double) i, -skew);
    }
    this.zeta = sum;
    this.alpha = 1 / (1 - skew);
    double firstTwo = 1 + Math.pow(2, -skew);
    this.eta = (1 - Math.pow(2.0 / (double) ranks, 1 - skew)) / (1 - firstTwo / zeta);
  }

  /** The rank for a number drawn uniformly from 0 to 1. */
  long rank(double uniform) {
    double weight = uniform * zeta;
    if (weight < 1) {
      return 0;
    }
    if (weight < 1 + Math.pow(0.5, skew)) {
      return 1;
    }
    long rank = (long) ((double) ranks * Math.pow(eta * uniform - eta + 1, alpha));
    return Math.min(rank, ranks - 1);
  }
}
