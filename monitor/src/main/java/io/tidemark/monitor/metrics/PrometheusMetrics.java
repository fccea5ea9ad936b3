package io.tidemark.monitor.metrics;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.spi.MetricGroup;

/**
 * Keeps a process's metrics for Prometheus: those of Tidemark, and the JVM's memory, collector,
 * threads and processor. Any thread; closing is idempotent.
 */
public final class PrometheusMetrics implements AutoCloseable {

  /** The media type of {@link #scrape}. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collector = new JvmGcMetrics();
  private final MetricGroup group = new MicrometerMetrics(registry);

  public PrometheusMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    collector.bindTo(registry);
  }

  /** Where an engine's metrics go. */
  public MetricGroup group() {
    return group;
  }

  /** All metrics as they are now, in Prometheus' text format. */
  public String scrape() {
    return registry.scrape(CONTENT_TYPE);
  }

  @Override
  public void close() {
    collector.close();
    registry.close();
  }
}
