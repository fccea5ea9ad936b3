package io.tidemark.spi;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Where metrics go. Asking twice for a name gives the same metric. Any thread may call anything
 * here.
 *
 * <p>An engine implements it over its own metrics; {@link #none} is for those that have none.
 */
public interface MetricGroup {

  Counter counter(String name);

  /**
   * Registers a number to be read when somebody looks; a later one of the same name takes its
   * place.
   */
  void gauge(String name, DoubleSupplier value);

  DurationMetric duration(String name);

  /** A group within this one, such as an operator's. */
  MetricGroup group(String name, String value);

  /** Something that only grows. */
  interface Counter {
    void add(long amount);

    default void increment() {
      add(1);
    }
  }

  /** How long something takes, each time. */
  interface DurationMetric {
    void record(Duration duration);
  }

  /** A group that keeps nothing. */
  static MetricGroup none() {
    return NoMetrics.INSTANCE;
  }
}
