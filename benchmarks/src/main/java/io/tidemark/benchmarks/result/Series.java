package io.tidemark.benchmarks.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What one contender measured, round by round.
 *
 * @param contender its name
 * @param scores JMH's score of each round
 * @param facts what was noted in each round
 */
public record Series(String contender, List<Double> scores, List<Map<String, Double>> facts) {

  public Series {
    scores = List.copyOf(scores);
    facts = List.copyOf(facts);
    if (scores.size() != facts.size()) {
      throw new IllegalArgumentException(
          contender + " has " + scores.size() + " scores in " + facts.size() + " rounds");
    }
  }

  /** The figures of {@code metric}, round by round, in the metric's unit. */
  public List<Double> of(Metric metric) {
    List<Double> figures = new ArrayList<>();
    String fact = metric.fact();
    for (int round = 0; round < scores.size(); round++) {
      double figure =
          fact == null
              ? scores.get(round)
              : Objects.requireNonNull(
                  facts.get(round).get(fact), () -> contender + " notes no " + fact);
      figures.add(figure / metric.scale());
    }
    return figures;
  }
}
