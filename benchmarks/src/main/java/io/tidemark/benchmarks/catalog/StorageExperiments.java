package io.tidemark.benchmarks.catalog;

import static io.tidemark.benchmarks.catalog.Metrics.ADDED;
import static io.tidemark.benchmarks.catalog.Metrics.BLOBS;
import static io.tidemark.benchmarks.catalog.Metrics.FIRST_READ;
import static io.tidemark.benchmarks.catalog.Metrics.REQUESTS;
import static io.tidemark.benchmarks.result.Metric.TIME;

import io.tidemark.benchmarks.driver.Effort;
import io.tidemark.benchmarks.driver.Experiment;
import io.tidemark.benchmarks.driver.Storage;
import io.tidemark.benchmarks.result.Row;
import java.util.ArrayList;
import java.util.List;

/** Snapshots that go to a server, and blobs alone. */
final class StorageExperiments {

  private static final String[] SDKS = {"sdk1-transfer-manager", "sdk2-parts"};
  private static final String HADOOP = "hadoop-client";

  private final String prefix;
  private final Storage storage;
  private final String[] movers;
  private final String alone;

  private StorageExperiments(String prefix, Storage storage, String alone, String... movers) {
    this.prefix = prefix;
    this.storage = storage;
    this.alone = alone;
    this.movers = movers;
  }

  static List<Experiment> hdfs() {
    return new StorageExperiments("hdfs", Storage.HDFS, "the client alone", HADOOP).snapshots();
  }

  static List<Experiment> s3() {
    List<Experiment> all = new ArrayList<>();
    all.add(transfer("upload"));
    all.add(transfer("download"));
    all.addAll(new StorageExperiments("s3", Storage.S3, "an SDK alone", SDKS).snapshots());
    return all;
  }

  private List<Experiment> snapshots() {
    List<Experiment> all = new ArrayList<>();
    for (Side side : Side.values()) {
      all.add(full(side));
      all.add(incremental(side));
      all.add(restore(side));
    }
    return all;
  }

  private Experiment full(Side side) {
    String title = side.state() + ", full";
    return draft(side, "full", "SnapshotBenchmark.full")
        .param("changed", 0)
        .besideTransfer("upload", SnapshotExperiments.ALL_BYTES, movers)
        .effort(Effort.once(1, 4, 1000))
        .rows(
            Row.told(title, TIME, side.flink()),
            Row.told(title + ", of " + alone, TIME, movers),
            Row.told(title + ": bytes", ADDED, side.flink()),
            Row.told(title + ": blobs", BLOBS, side.flink()),
            Row.told(title + ": requests", REQUESTS, side.flink()));
  }

  private Experiment incremental(Side side) {
    String title = side.state() + ", incremental, 1 %";
    return draft(side, "incremental-1", "SnapshotBenchmark.incremental")
        .param("changed", 0.01)
        .effort(Effort.once(2, 5, 400))
        .rows(
            Row.told(title, TIME, side.flink()),
            Row.told(title + ": bytes", ADDED, side.flink()),
            Row.told(title + ": blobs", BLOBS, side.flink()),
            Row.told(title + ": requests", REQUESTS, side.flink()));
  }

  private Experiment restore(Side side) {
    String title = side.state() + ", restore";
    return draft(
            side,
            "restore",
            side == Side.MEMORY ? "RestoreBenchmark.thenGet" : "RestoreBenchmark.thenScan")
        .besideTransfer("download", SnapshotExperiments.ALL_BYTES, movers)
        .effort(Effort.once(1, 3, 2000))
        .rows(
            Row.told(title + ", first read", FIRST_READ, side.flink()),
            Row.told(title + ", all read", TIME, side.flink()),
            Row.told(title + ", all read, of " + alone, TIME, movers),
            Row.told(title + ": requests", REQUESTS, side.flink()));
  }

  private Draft draft(Side side, String name, String benchmark) {
    return Draft.of(prefix + "-" + side.named(name), benchmark)
        .peers(side.subject(), side.flink())
        .on(storage)
        .loading(10);
  }

  private static Experiment transfer(String direction) {
    return Draft.of("s3-" + direction, "TransferBenchmark." + direction)
        .param("keys", 1L << 30)
        .peers("tidemark-s3", "tidemark-s3-sdk1")
        .peers(SDKS)
        .on(Storage.S3)
        .effort(Effort.once(1, 3, 5000))
        .loading(40)
        .rows(
            Row.of("S3 " + direction + ", of the better SDK alone", TIME, 0.9, SDKS),
            Row.told("S3 " + direction + ", of our client by SDK 1", TIME, "tidemark-s3-sdk1"));
  }
}
