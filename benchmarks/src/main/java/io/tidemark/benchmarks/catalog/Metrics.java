package io.tidemark.benchmarks.catalog;

import io.tidemark.benchmarks.driver.Interleaving;
import io.tidemark.benchmarks.result.Metric;
import io.tidemark.benchmarks.workload.ChainBenchmark;
import io.tidemark.benchmarks.workload.DuringSnapshotBenchmark;
import io.tidemark.benchmarks.workload.FootprintBenchmark;
import io.tidemark.benchmarks.workload.RestoreBenchmark;
import io.tidemark.benchmarks.workload.SnapshotBenchmark;

/** The facts that rows are about, besides what JMH measures. */
final class Metrics {

  static final Metric PAUSE = Metric.low(SnapshotBenchmark.PAUSE, "ms", 1);
  static final Metric SPEED = new Metric(SnapshotBenchmark.SPEED, "GB/s", 1, true);
  static final Metric ADDED = Metric.low(SnapshotBenchmark.ADDED_BYTES, "MB", 1e6);
  static final Metric BLOBS = Metric.low(SnapshotBenchmark.ADDED_BLOBS, "blobs", 1);
  static final Metric REQUESTS = Metric.low(Interleaving.REQUESTS, "requests", 1);
  static final Metric AMPLIFICATION = Metric.low(ChainBenchmark.AMPLIFICATION, "×", 1);
  static final Metric MEAN = Metric.low(ChainBenchmark.MEAN, "ms", 1);
  static final Metric FIRST_READ = Metric.low(RestoreBenchmark.FIRST_READ, "ms", 1);
  static final Metric ENTRY = Metric.low(FootprintBenchmark.ENTRY_BYTES, "bytes", 1);
  static final Metric MEANWHILE = new Metric(DuringSnapshotBenchmark.RATE, "M/s", 1e6, true);

  private Metrics() {}
}
