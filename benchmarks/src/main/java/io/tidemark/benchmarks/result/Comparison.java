package io.tidemark.benchmarks.result;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment says about one row.
 *
 * @param row the row
 * @param experiment the name of the experiment
 * @param subject Tidemark's figures
 * @param rival the best of the rivals, or null where there is none
 * @param rivalFigures its figures, or null
 * @param ratio how many times better Tidemark was, by rounds: in each, both measured the same one
 *     after the other; or null
 */
public record Comparison(
    Row row,
    String experiment,
    Distribution subject,
    @Nullable String rival,
    @Nullable Distribution rivalFigures,
    @Nullable Distribution ratio) {

  /** Compares what {@code subject} measured with what the row's rivals did. */
  public static Comparison of(
      String experiment, Row row, String subject, Map<String, Series> measured) {
    Metric metric = row.metric();
    List<Double> ours = Objects.requireNonNull(measured.get(subject)).of(metric);
    Comparator<String> better =
        Comparator.comparingDouble(
            rival ->
                Distribution.of(Objects.requireNonNull(measured.get(rival)).of(metric)).median());
    String best =
        row.rivals().stream()
            .filter(measured::containsKey)
            .max(metric.moreIsBetter() ? better : better.reversed())
            .orElse(null);
    if (best == null) {
      return new Comparison(row, experiment, Distribution.of(ours), null, null, null);
    }
    List<Double> theirs = Objects.requireNonNull(measured.get(best)).of(metric);
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < ours.size(); round++) {
      double quotient = ours.get(round) / theirs.get(round);
      ratios.add(metric.moreIsBetter() ? quotient : 1 / quotient);
    }
    return new Comparison(
        row,
        experiment,
        Distribution.of(ours),
        best,
        Distribution.of(theirs),
        Distribution.of(ratios));
  }

  /** Whether what is to be reached is reached; true where nothing is. */
  public boolean reached() {
    Double reach = row.reach();
    if (reach == null) {
      return true;
    }
    Distribution compared = ratio;
    if (compared != null) {
      return compared.median() >= reach;
    }
    return row.metric().moreIsBetter() ? subject.median() >= reach : subject.median() <= reach;
  }
}
