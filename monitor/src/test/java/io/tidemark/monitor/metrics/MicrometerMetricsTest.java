package io.tidemark.monitor.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.spi.MetricGroup;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MicrometerMetricsTest {

  private final PrometheusMetrics metrics = new PrometheusMetrics();
  private final MetricGroup operator =
      metrics.group().group("job", "words").group("operator", "count");

  @AfterEach
  void close() {
    metrics.close();
    metrics.close();
  }

  private static String line(String scrape, String beginning) {
    return scrape.lines().filter(line -> line.startsWith(beginning)).findFirst().orElse("");
  }

  @Test
  void counter_isOneMetricHoweverOftenItIsAskedFor() {
    operator.counter("records-in").add(2);
    operator.counter("records-in").increment();

    assertThat(line(metrics.scrape(), "tidemark_records_in_total"))
        .isEqualTo("tidemark_records_in_total{job=\"words\",operator=\"count\"} 3.0");
  }

  @Test
  void gauge_isReadWhenSomebodyLooks_andTheLaterOneTakesItsPlace() {
    double[] value = {1};
    operator.gauge("lag", () -> value[0]);
    value[0] = 2;
    assertThat(line(metrics.scrape(), "tidemark_lag")).endsWith(" 2.0");

    operator.gauge("lag", () -> 7);
    System.gc();
    assertThat(line(metrics.scrape(), "tidemark_lag")).endsWith(" 7.0");
  }

  @Test
  void duration_isCountedAndSummedInSeconds() {
    operator.duration("checkpoint").record(Duration.ofMillis(1500));
    operator.duration("checkpoint").record(Duration.ofMillis(500));

    assertThat(line(metrics.scrape(), "tidemark_checkpoint_seconds_count")).endsWith(" 2");
    assertThat(line(metrics.scrape(), "tidemark_checkpoint_seconds_sum")).endsWith(" 2.0");
  }

  @Test
  void groups_keepTheirMetricsApart() {
    operator.counter("records").add(1);
    metrics.group().group("job", "words").group("operator", "other").counter("records").add(5);

    assertThat(line(metrics.scrape(), "tidemark_records_total{job=\"words\",operator=\"count\"}"))
        .endsWith(" 1.0");
    assertThat(line(metrics.scrape(), "tidemark_records_total{job=\"words\",operator=\"other\"}"))
        .endsWith(" 5.0");
  }
}
