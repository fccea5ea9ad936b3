package io.tidemark.benchmarks.result;

import java.util.List;
import java.util.Map;

/**
 * A finished experiment.
 *
 * @param name its name
 * @param seconds how long it took, with everything
 * @param series what the contenders measured, by their names
 * @param comparisons its rows
 * @param jmhResults what JMH wrote about each contender, as JSON
 */
public record Measurement(
    String name,
    double seconds,
    Map<String, Series> series,
    List<Comparison> comparisons,
    Map<String, String> jmhResults) {

  public Measurement {
    comparisons = List.copyOf(comparisons);
  }
}
