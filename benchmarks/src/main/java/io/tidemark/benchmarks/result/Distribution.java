package io.tidemark.benchmarks.result;

import java.util.List;

/**
 * Figures of several rounds by their middle, and by where the middle half of them lies.
 *
 * @param median the middle
 * @param low the first quartile
 * @param high the third quartile
 */
public record Distribution(double median, double low, double high) {

  public static Distribution of(List<Double> figures) {
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Distribution(at(sorted, 0.5), at(sorted, 0.25), at(sorted, 0.75));
  }

  private static double at(double[] sorted, double part) {
    double place = part * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
