package io.tidemark.benchmarks.result;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A figure that is read off an iteration.
 *
 * @param fact the fact's name, or null for JMH's score
 * @param unit how the figure is told, after it was divided by {@code scale}
 * @param scale what one unit is in the measured one
 * @param moreIsBetter whether a higher figure is the better one
 */
public record Metric(@Nullable String fact, String unit, double scale, boolean moreIsBetter) {

  private static final Set<String> COUNTED = Set.of("blobs", "requests");

  /** Calls a second. */
  public static final Metric RATE = new Metric(null, "M/s", 1e6, true);

  /** How long one call takes. */
  public static final Metric TIME = new Metric(null, "ms", 1, false);

  /** Whether it is a number of things. */
  public boolean isCount() {
    return COUNTED.contains(unit);
  }

  /** A fact that is better when it is lower. */
  public static Metric low(String fact, String unit, double scale) {
    return new Metric(fact, unit, scale, false);
  }
}
