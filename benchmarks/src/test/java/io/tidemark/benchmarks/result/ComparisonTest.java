package io.tidemark.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final Series OURS = series("ours", 10, 20, 30);

  @Test
  void ratio_isTheMedianOfTheRoundsRatios() {
    // Ratios 10, 1 and 2; the ratio of the medians would be 2 ÷ 1.5.
    Comparison compared = compare(Row.told("rate", Metric.RATE, "a"), series("a", 1, 20, 15));

    assertThat(compared.ratio().median()).isEqualTo(2);
    assertThat(compared.ratio().low()).isEqualTo(1.5);
    assertThat(compared.ratio().high()).isCloseTo(6, within(1e-9));
  }

  @Test
  void lowerIsBetter_ratioIsTheOtherWayRound() {
    Comparison compared = compare(Row.told("time", Metric.TIME, "a"), series("a", 40, 80, 120));

    assertThat(compared.ratio().median()).isEqualTo(4);
  }

  @Test
  void severalRivals_theBetterOneIsCompared() {
    Row rate = Row.told("rate", Metric.RATE, "slow", "fast");
    Row time = Row.told("time", Metric.TIME, "slow", "fast");

    assertThat(compare(rate, series("slow", 1, 1, 1), series("fast", 9, 9, 9)).rival())
        .isEqualTo("fast");
    assertThat(compare(time, series("slow", 9, 9, 9), series("fast", 1, 1, 1)).rival())
        .isEqualTo("fast");
  }

  @Test
  void rivalsThatDidNotTakePart_areLeftOut() {
    Comparison compared =
        compare(Row.told("rate", Metric.RATE, "absent", "a"), series("a", 1, 1, 1));

    assertThat(compared.rival()).isEqualTo("a");
  }

  @Test
  void reach_isComparedWithTheRatio() {
    Series half = series("a", 5, 10, 15);

    assertThat(compare(Row.of("rate", Metric.RATE, 2, "a"), half).reached()).isTrue();
    assertThat(compare(Row.of("rate", Metric.RATE, 2.1, "a"), half).reached()).isFalse();
  }

  @Test
  void reachWithoutRival_isComparedWithTheFigure() {
    assertThat(compare(Row.of("time", Metric.TIME, 20)).reached()).isTrue();
    assertThat(compare(Row.of("time", Metric.TIME, 19)).reached()).isFalse();
    assertThat(compare(Row.of("rate", new Metric(null, "/s", 1, true), 20)).reached()).isTrue();
    assertThat(compare(Row.of("rate", new Metric(null, "/s", 1, true), 21)).reached()).isFalse();
  }

  @Test
  void fact_isReadInItsUnit() {
    Series noted = new Series("ours", List.of(1.0), List.of(Map.of("bytes", 2_500_000.0)));
    Comparison compared =
        Comparison.of(
            "x", Row.told("bytes", Metric.low("bytes", "MB", 1e6)), "ours", Map.of("ours", noted));

    assertThat(compared.subject().median()).isEqualTo(2.5);
  }

  private static Comparison compare(Row row, Series... rivals) {
    Map<String, Series> all = new HashMap<>(Map.of("ours", OURS));
    for (Series rival : rivals) {
      all.put(rival.contender(), rival);
    }
    return Comparison.of("x", row, "ours", all);
  }

  private static Series series(String name, double... scores) {
    List<Double> all = Arrays.stream(scores).boxed().toList();
    return new Series(name, all, all.stream().map(score -> Map.<String, Double>of()).toList());
  }
}
