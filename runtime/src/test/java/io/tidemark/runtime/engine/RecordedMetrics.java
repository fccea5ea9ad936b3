package io.tidemark.runtime.engine;

import io.tidemark.spi.MetricGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

/** Metrics that a test looks at, by their full names. */
final class RecordedMetrics implements MetricGroup {

  final Map<String, AtomicLong> counters;
  final Map<String, DoubleSupplier> gauges;
  final Map<String, List<Duration>> durations;
  private final String prefix;

  RecordedMetrics() {
    this("", new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
  }

  private RecordedMetrics(
      String prefix,
      Map<String, AtomicLong> counters,
      Map<String, DoubleSupplier> gauges,
      Map<String, List<Duration>> durations) {
    this.prefix = prefix;
    this.counters = counters;
    this.gauges = gauges;
    this.durations = durations;
  }

  long counted(String name) {
    return counters.get(name).get();
  }

  double gauged(String name) {
    return gauges.get(name).getAsDouble();
  }

  @Override
  public Counter counter(String name) {
    AtomicLong counter = counters.computeIfAbsent(prefix + name, key -> new AtomicLong());
    return counter::addAndGet;
  }

  @Override
  public void gauge(String name, DoubleSupplier value) {
    gauges.put(prefix + name, value);
  }

  @Override
  public DurationMetric duration(String name) {
    List<Duration> recorded =
        durations.computeIfAbsent(prefix + name, key -> new CopyOnWriteArrayList<>());
    return recorded::add;
  }

  @Override
  public MetricGroup group(String name, String value) {
    return new RecordedMetrics(prefix + name + "=" + value + " ", counters, gauges, durations);
  }
}
