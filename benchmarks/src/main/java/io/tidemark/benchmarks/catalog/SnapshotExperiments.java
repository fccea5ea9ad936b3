package io.tidemark.benchmarks.catalog;

import io.tidemark.benchmarks.driver.Contender;
import io.tidemark.benchmarks.driver.Effort;
import io.tidemark.benchmarks.driver.Experiment;
import io.tidemark.benchmarks.result.Metric;
import io.tidemark.benchmarks.result.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long snapshots and restores take, and how much they move. */
final class SnapshotExperiments {

  private static final long ALL_BYTES = 108_000_000;

  private static final Metric PAUSE = Metric.low("pause-ms", "ms", 1);
  private static final Metric ADDED = Metric.low("added-bytes", "MB", 1e6);
  private static final Metric BLOBS = Metric.low("added-blobs", "blobs", 1);
  private static final Metric AMPLIFICATION = Metric.low("added-to-changed", "×", 1);
  private static final Metric FIRST_READ = Metric.low("first-read-ms", "ms", 1);

  private static final String[] HEAP = {"flink-heap", "flink-heap-compressed"};
  private static final String[] ROCKSDB = {"flink-rocksdb", "flink-rocksdb-ingest"};
  private static final String COPY = "file-copy";

  private final String subject;
  private final List<Experiment> experiments = new ArrayList<>();

  private SnapshotExperiments(String subject) {
    this.subject = subject;
  }

  static List<Experiment> memory() {
    SnapshotExperiments memory = new SnapshotExperiments("tidemark-memory");
    memory.experiment(
        "memory-full-incompressible",
        "SnapshotBenchmark.full",
        Map.of("records", "incompressible", "changed", "0"),
        Effort.once(4, 7),
        List.of(HEAP),
        true,
        Row.of("full snapshot, incompressible", Metric.TIME, 2, HEAP),
        Row.of("full snapshot, of an fsynced copy", Metric.TIME, 0.8, COPY),
        Row.of("full snapshot, pause", PAUSE, 2.0),
        Row.told("full snapshot, pause beside", PAUSE, HEAP),
        Row.told("full snapshot, bytes", ADDED, HEAP),
        Row.told("full snapshot, blobs", BLOBS, HEAP));
    memory.experiment(
        "memory-full-halving",
        "SnapshotBenchmark.full",
        Map.of("records", "halving", "changed", "0"),
        Effort.once(4, 7),
        List.of(HEAP),
        false,
        Row.of("full snapshot, values that halve", Metric.TIME, 2.5, HEAP),
        Row.told("full snapshot, values that halve, bytes", ADDED, HEAP));
    memory.incremental("0.01", "1 %", 20, HEAP);
    memory.incremental("0.001", "0.1 %", 20, HEAP);
    String[] buffered = {"flink-heap-buffered"};
    memory.experiment(
        "memory-restore",
        "RestoreBenchmark.thenGet",
        Map.of(),
        Effort.once(1, 3),
        List.of("flink-heap", "flink-heap-buffered"),
        true,
        Row.of("restore, all read by a get a key", Metric.TIME, 15, "flink-heap"),
        Row.of("the same, with a buffer put in", Metric.TIME, 1.5, buffered),
        Row.of("restore, of an fsynced copy", Metric.TIME, 0.5, COPY),
        Row.told("restore, first read, with a buffer put in", FIRST_READ, buffered));
    for (int[] change : new int[][] {{1, 2}, {2, 1}}) {
      String arrow = change[0] + " to " + change[1];
      memory.experiment(
          "memory-rescale-" + change[0] + "-" + change[1],
          "RestoreBenchmark.thenGet",
          rescale(change),
          Effort.once(1, 3),
          List.of("flink-heap", "flink-heap-buffered"),
          false,
          Row.of("rescale " + arrow + ", first read", FIRST_READ, 15, "flink-heap"),
          Row.of("rescale " + arrow + ", with a buffer put in", FIRST_READ, 1.2, buffered),
          Row.told("rescale " + arrow + ", all read, with a buffer", Metric.TIME, buffered));
    }
    return memory.experiments;
  }

  static List<Experiment> rocksDb() {
    SnapshotExperiments rocksDb = new SnapshotExperiments("tidemark-rocksdb");
    rocksDb.experiment(
        "rocksdb-full-after-loading",
        "SnapshotBenchmark.incremental",
        Map.of("afterLoading", "true"),
        Effort.once(1, 3),
        List.of("flink-rocksdb"),
        true,
        Row.of("first snapshot after loading", Metric.TIME, 1.5, "flink-rocksdb"),
        Row.of("its pause", PAUSE, 20, "flink-rocksdb"),
        Row.of("first snapshot after loading, of an fsynced copy", Metric.TIME, 0.8, COPY),
        Row.told("its bytes", ADDED, "flink-rocksdb"));
    rocksDb.experiment(
        "rocksdb-full",
        "SnapshotBenchmark.full",
        Map.of("changed", "0"),
        Effort.once(1, 5),
        List.of("flink-rocksdb"),
        true,
        Row.told("later full snapshot", Metric.TIME, "flink-rocksdb"),
        Row.told("later full snapshot, of an fsynced copy", Metric.TIME, COPY));
    rocksDb.incremental("0.01", "1 %", 1.5, "flink-rocksdb");
    rocksDb.incremental("0.001", "0.1 %", 1.5, "flink-rocksdb");
    rocksDb.experiment(
        "rocksdb-restore-get",
        "RestoreBenchmark.thenGet",
        Map.of(),
        Effort.once(1, 3),
        List.of(ROCKSDB),
        false,
        Row.of("restore, all read by a get a key", Metric.TIME, 1.5, ROCKSDB),
        Row.told("restore, first read", FIRST_READ, ROCKSDB));
    rocksDb.experiment(
        "rocksdb-restore-scan",
        "RestoreBenchmark.thenScan",
        Map.of(),
        Effort.once(1, 3),
        List.of(ROCKSDB),
        true,
        Row.of("restore, all read by iteration", Metric.TIME, 3, ROCKSDB),
        Row.of("restore, of an fsynced copy", Metric.TIME, 0.8, COPY));
    rocksDb.experiment(
        "rocksdb-rescale-1-2",
        "RestoreBenchmark.thenScan",
        rescale(new int[] {1, 2}),
        Effort.once(1, 3),
        List.of(ROCKSDB),
        false,
        Row.of("rescale 1 to 2, first read", FIRST_READ, 1, ROCKSDB),
        Row.told("rescale 1 to 2, all read by iteration", Metric.TIME, ROCKSDB));
    rocksDb.experiment(
        "rocksdb-rescale-2-1",
        "RestoreBenchmark.thenScan",
        rescale(new int[] {2, 1}),
        Effort.once(1, 3),
        List.of(ROCKSDB),
        false,
        Row.of("rescale 2 to 1, first read", FIRST_READ, 3, "flink-rocksdb"),
        Row.of("rescale 2 to 1, ingest mode", FIRST_READ, 1, "flink-rocksdb-ingest"),
        Row.told("rescale 2 to 1, all read by iteration", Metric.TIME, ROCKSDB));
    return rocksDb.experiments;
  }

  private void incremental(String changed, String said, double reach, String... rivals) {
    experiment(
        subject.substring("tidemark-".length()) + "-incremental-" + changed,
        "SnapshotBenchmark.incremental",
        Map.of("changed", changed),
        Effort.once(3, 30),
        List.of(rivals),
        false,
        Row.of("incremental, " + said + " changed", Metric.TIME, reach, rivals),
        Row.told("incremental, " + said + " changed, pause", PAUSE, rivals),
        Row.of("incremental, " + said + " changed, added to changed", AMPLIFICATION, 1.2),
        Row.told("added to changed, beside", AMPLIFICATION, rivals));
  }

  private void experiment(
      String name,
      String benchmark,
      Map<String, String> params,
      Effort effort,
      List<String> rivals,
      boolean besideCopy,
      Row... rows) {
    List<Contender> contenders = new ArrayList<>();
    contenders.add(Contender.peer(subject, benchmark, params));
    rivals.forEach(rival -> contenders.add(Contender.peer(rival, benchmark, params)));
    if (besideCopy) {
      contenders.add(Contender.fileCopy(ALL_BYTES));
    }
    experiments.add(new Experiment(name, contenders, effort, List.of(rows)));
  }

  private static Map<String, String> rescale(int[] change) {
    Map<String, String> params = new TreeMap<>();
    params.put("parallelismBefore", Integer.toString(change[0]));
    params.put("parallelismAfter", Integer.toString(change[1]));
    return params;
  }
}
