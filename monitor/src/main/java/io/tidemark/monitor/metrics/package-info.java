/**
 * Tidemark's metrics in Micrometer, and from there in Prometheus' text format.
 *
 * <p>The entry type is {@link io.tidemark.monitor.metrics.PrometheusMetrics}: its group is what an
 * engine is given. Any thread.
 */
@NullMarked
package io.tidemark.monitor.metrics;

import org.jspecify.annotations.NullMarked;
