package io.tidemark.monitor.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.tidemark.spi.MetricGroup;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/**
 * A metric group over a Micrometer registry: {@code tidemark.} before each name, and the groups
 * that a metric is in as its tags.
 */
public final class MicrometerMetrics implements MetricGroup {

  private static final String PREFIX = "tidemark.";

  private final MeterRegistry registry;
  private final Tags tags;
  private final Map<GaugeKey, Latest> gauges;

  private record GaugeKey(String name, Tags tags) {}

  /** Reads the gauge that was registered last. Micrometer itself keeps to the first one. */
  private static final class Latest {
    private volatile DoubleSupplier value;

    Latest(DoubleSupplier value) {
      this.value = value;
    }

    double read() {
      return value.getAsDouble();
    }
  }

  /** The group that holds all others. The registry stays the caller's. */
  public MicrometerMetrics(MeterRegistry registry) {
    this(registry, Tags.empty(), new ConcurrentHashMap<>());
  }

  private MicrometerMetrics(MeterRegistry registry, Tags tags, Map<GaugeKey, Latest> gauges) {
    this.registry = registry;
    this.tags = tags;
    this.gauges = gauges;
  }

  @Override
  public Counter counter(String name) {
    io.micrometer.core.instrument.Counter counter = registry.counter(PREFIX + name, tags);
    return counter::increment;
  }

  /** A value is held strongly: it stays readable for as long as the registry lives. */
  @Override
  public void gauge(String name, DoubleSupplier value) {
    gauges.compute(
        new GaugeKey(name, tags),
        (key, there) -> {
          if (there != null) {
            there.value = value;
            return there;
          }
          Latest latest = new Latest(value);
          registry.gauge(PREFIX + name, tags, latest, Latest::read);
          return latest;
        });
  }

  @Override
  public DurationMetric duration(String name) {
    return registry.timer(PREFIX + name, tags)::record;
  }

  @Override
  public MetricGroup group(String name, String value) {
    return new MicrometerMetrics(registry, tags.and(Tag.of(name, value)), gauges);
  }
}
