package io.tidemark.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

final class FlinkMetricsTest {

  /** Keeps what is registered, each name once, as Flink does. */
  private static final class Registered extends UnregisteredMetricsGroup {

    private final Map<String, Object> metrics;
    private final String prefix;

    Registered(Map<String, Object> metrics, String prefix) {
      this.metrics = metrics;
      this.prefix = prefix;
    }

    @Override
    public <C extends Counter> C counter(String name, C counter) {
      assertThat(metrics.put(prefix + name, counter)).isNull();
      return counter;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      assertThat(metrics.put(prefix + name, gauge)).isNull();
      return gauge;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new Registered(metrics, prefix + key + "." + value + ".");
    }
  }

  private final Map<String, Object> registered = new HashMap<>();
  private final FlinkMetrics metrics = new FlinkMetrics(new Registered(registered, ""));

  @Test
  void metricsOfOneName_areRegisteredOnceAndCountTogether() {
    metrics.counter("writes").add(2);
    metrics.counter("writes").increment();
    metrics.duration("pause").record(Duration.ofMillis(30));
    metrics.duration("pause").record(Duration.ofMillis(12));
    assertThat(((Counter) registered.get("writes")).getCount()).isEqualTo(3);
    assertThat(((Counter) registered.get("pauseCount")).getCount()).isEqualTo(2);
    assertThat(((Counter) registered.get("pauseMillis")).getCount()).isEqualTo(42);
  }

  @Test
  void laterGauge_takesThePlaceOfTheEarlierOne() {
    metrics.group("store", "a").gauge("size", () -> 1);
    metrics.group("store", "a").gauge("size", () -> 2);
    assertThat(((Gauge<?>) registered.get("store.a.size")).getValue()).isEqualTo(2.0);
  }
}
