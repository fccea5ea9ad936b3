package io.tidemark.benchmarks.result;

import java.util.List;

/**
 * Measurements that are told together.
 *
 * @param name a short name, for files
 * @param title what they have in common
 * @param measurements in their order
 */
public record Chapter(String name, String title, List<Measurement> measurements) {

  public Chapter {
    measurements = List.copyOf(measurements);
  }

  /** All rows. */
  public List<Comparison> comparisons() {
    return measurements.stream().flatMap(m -> m.comparisons().stream()).toList();
  }
}
