package io.tidemark.flink;

import io.tidemark.spi.MetricGroup;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;

/**
 * Tidemark's metrics among those of a Flink task. A duration is two counters, of how often and of
 * how many milliseconds in all.
 */
final class FlinkMetrics implements MetricGroup, AutoCloseable {

  private final org.apache.flink.metrics.MetricGroup group;
  private final Map<String, ThreadSafeSimpleCounter> counters = new ConcurrentHashMap<>();
  private final Map<String, LatestGauge> gauges = new ConcurrentHashMap<>();
  private final Map<String, FlinkMetrics> groups = new ConcurrentHashMap<>();

  FlinkMetrics(org.apache.flink.metrics.MetricGroup group) {
    this.group = group;
  }

  @Override
  public Counter counter(String name) {
    return flinkCounter(name)::inc;
  }

  @Override
  public void gauge(String name, DoubleSupplier value) {
    gauges.computeIfAbsent(name, key -> group.gauge(key, new LatestGauge())).source = value;
  }

  @Override
  public DurationMetric duration(String name) {
    ThreadSafeSimpleCounter times = flinkCounter(name + "Count");
    ThreadSafeSimpleCounter millis = flinkCounter(name + "Millis");
    return duration -> {
      times.inc();
      millis.inc(duration.toMillis());
    };
  }

  @Override
  public MetricGroup group(String name, String value) {
    return groups.computeIfAbsent(
        name + "=" + value, key -> new FlinkMetrics(group.addGroup(name, value)));
  }

  /** Takes them away from Flink's, so that others of the same names may come. */
  @Override
  public void close() {
    if (group instanceof AbstractMetricGroup<?> removable) {
      removable.close();
    }
  }

  private ThreadSafeSimpleCounter flinkCounter(String name) {
    return counters.computeIfAbsent(name, key -> group.counter(key, new ThreadSafeSimpleCounter()));
  }

  /** Flink registers a name once; a later gauge of it takes the earlier one's place here. */
  private static final class LatestGauge implements Gauge<Double> {

    private volatile DoubleSupplier source = () -> 0;

    @Override
    public Double getValue() {
      return source.getAsDouble();
    }
  }
}
