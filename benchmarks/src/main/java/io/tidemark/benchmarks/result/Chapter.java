package io.tidemark.benchmarks.result;

import java.util.List;

/**
 * Measurements that are told together.
 *
 * @param name a short name, for files
 * @param title what they have in common
 * @param measurements in their order
 * @param failures what should have been among them
 */
public record Chapter(
    String name, String title, List<Measurement> measurements, List<Failure> failures) {

  public Chapter {
    measurements = List.copyOf(measurements);
    failures = List.copyOf(failures);
  }

  /** All rows. */
  public List<Comparison> comparisons() {
    return measurements.stream().flatMap(m -> m.comparisons().stream()).toList();
  }
}
