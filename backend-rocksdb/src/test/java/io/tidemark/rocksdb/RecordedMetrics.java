package io.tidemark.rocksdb;

import io.tidemark.spi.MetricGroup;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/** Keeps gauges and counters by name. */
final class RecordedMetrics implements MetricGroup {

  private final Map<String, DoubleSupplier> gauges = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();

  double gauge(String name) {
    DoubleSupplier gauge = gauges.get(name);
    if (gauge == null) {
      throw new AssertionError("No gauge " + name + ", but " + gauges.keySet());
    }
    return gauge.getAsDouble();
  }

  long count(String name) {
    LongAdder counter = counters.get(name);
    if (counter == null) {
      throw new AssertionError("No counter " + name + ", but " + counters.keySet());
    }
    return counter.sum();
  }

  @Override
  public Counter counter(String name) {
    return counters.computeIfAbsent(name, key -> new LongAdder())::add;
  }

  @Override
  public void gauge(String name, DoubleSupplier value) {
    gauges.put(name, value);
  }

  @Override
  public DurationMetric duration(String name) {
    return duration -> {};
  }

  @Override
  public MetricGroup group(String name, String value) {
    return this;
  }
}
