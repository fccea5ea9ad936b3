package io.tidemark.spi;

import java.util.function.DoubleSupplier;

/** Keeps nothing. */
enum NoMetrics implements MetricGroup {
  INSTANCE;

  @Override
  public Counter counter(String name) {
    return amount -> {};
  }

  @Override
  public void gauge(String name, DoubleSupplier value) {}

  @Override
  public DurationMetric duration(String name) {
    return duration -> {};
  }

  @Override
  public MetricGroup group(String name, String value) {
    return this;
  }
}
