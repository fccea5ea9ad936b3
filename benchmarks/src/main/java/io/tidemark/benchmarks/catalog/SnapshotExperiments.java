package io.tidemark.benchmarks.catalog;

import static io.tidemark.benchmarks.catalog.Peers.FILE_COPY;
import static io.tidemark.benchmarks.catalog.Peers.FLINK_HEAP;
import static io.tidemark.benchmarks.catalog.Peers.FLINK_HEAP_BUFFERED;
import static io.tidemark.benchmarks.catalog.Peers.FLINK_HEAP_COMPRESSED;
import static io.tidemark.benchmarks.catalog.Peers.FLINK_ROCKSDB;
import static io.tidemark.benchmarks.catalog.Peers.FLINK_ROCKSDB_INGEST;
import static io.tidemark.benchmarks.catalog.Peers.MEMORY;
import static io.tidemark.benchmarks.catalog.Peers.ROCKSDB;
import static io.tidemark.benchmarks.result.Metric.TIME;

import io.tidemark.benchmarks.driver.Effort;
import io.tidemark.benchmarks.driver.Experiment;
import io.tidemark.benchmarks.result.Metric;
import io.tidemark.benchmarks.result.Row;
import java.util.List;

/** How long snapshots and restores of 1,000,000 entries take, and how much they move. */
final class SnapshotExperiments {

  /** The bytes of all keys and values. */
  private static final long ALL_BYTES = 108_000_000;

  private static final Metric PAUSE = Metric.low("pause-ms", "ms", 1);
  private static final Metric ADDED = Metric.low("added-bytes", "MB", 1e6);
  private static final Metric BLOBS = Metric.low("added-blobs", "blobs", 1);
  private static final Metric AMPLIFICATION = Metric.low("added-to-changed", "×", 1);
  private static final Metric FIRST_READ = Metric.low("first-read-ms", "ms", 1);

  private static final String[] HEAP = {FLINK_HEAP, FLINK_HEAP_COMPRESSED};
  private static final String[] BOTH_ROCKSDB = {FLINK_ROCKSDB, FLINK_ROCKSDB_INGEST};

  private SnapshotExperiments() {}

  static List<Experiment> memory() {
    return List.of(
        Draft.of("memory-full-incompressible", "SnapshotBenchmark.full")
            .param("changed", 0)
            .peers(MEMORY)
            .peers(HEAP)
            .besideCopyOf(ALL_BYTES)
            .effort(Effort.once(4, 9))
            .headline()
            .rows(
                Row.of("full snapshot, incompressible", TIME, 2, HEAP),
                Row.of("full snapshot, of an fsynced copy", TIME, 0.8, FILE_COPY),
                Row.of("full snapshot: pause, alone", PAUSE, 2),
                Row.told("full snapshot: pause", PAUSE, HEAP),
                Row.told("full snapshot: bytes", ADDED, HEAP),
                Row.told("full snapshot: blobs", BLOBS, HEAP)),
        Draft.of("memory-full-halving", "SnapshotBenchmark.full")
            .param("changed", 0)
            .param("records", "halving")
            .peers(MEMORY)
            .peers(HEAP)
            .effort(Effort.once(4, 9))
            .headline()
            .rows(
                Row.of("full snapshot, values that halve", TIME, 2.5, HEAP),
                Row.told("full snapshot, values that halve: bytes", ADDED, HEAP)),
        incremental("memory-incremental-10", 0.1, MEMORY, FLINK_HEAP)
            .effort(Effort.once(3, 9))
            .rows(incrementalRows("10 %", Row.told("incremental, 10 % changed", TIME, FLINK_HEAP))),
        incremental("memory-incremental-1", 0.01, MEMORY, FLINK_HEAP)
            .headline()
            .rows(incrementalRows("1 %", Row.of("incremental, 1 % changed", TIME, 20, FLINK_HEAP))),
        incremental("memory-incremental-0.1", 0.001, MEMORY, FLINK_HEAP)
            .rows(
                incrementalRows(
                    "0.1 %", Row.of("incremental, 0.1 % changed", TIME, 20, FLINK_HEAP))),
        Draft.of("memory-restore", "RestoreBenchmark.thenGet")
            .peers(MEMORY, FLINK_HEAP, FLINK_HEAP_BUFFERED)
            .besideCopyOf(ALL_BYTES)
            .effort(Effort.once(2, 4))
            .headline()
            .rows(
                Row.of("restore, all read by a get a key", TIME, 15, FLINK_HEAP),
                Row.of("restore, all read, Flink buffered", TIME, 1.5, FLINK_HEAP_BUFFERED),
                Row.of("restore, of an fsynced copy", TIME, 0.5, FILE_COPY),
                Row.told("restore, first read, Flink buffered", FIRST_READ, FLINK_HEAP_BUFFERED)),
        rescale("memory-rescale-1-2", 1, 2)
            .peers(MEMORY, FLINK_HEAP, FLINK_HEAP_BUFFERED)
            .rows(heapRescaleRows("1 to 2")),
        rescale("memory-rescale-2-1", 2, 1)
            .peers(MEMORY, FLINK_HEAP, FLINK_HEAP_BUFFERED)
            .rows(heapRescaleRows("2 to 1")));
  }

  private static Row[] heapRescaleRows(String change) {
    return new Row[] {
      Row.of("rescale " + change + ", first read", FIRST_READ, 15, FLINK_HEAP),
      Row.of(
          "rescale " + change + ", first read, Flink buffered",
          FIRST_READ,
          1.2,
          FLINK_HEAP_BUFFERED),
      Row.told("rescale " + change + ", all read, Flink buffered", TIME, FLINK_HEAP_BUFFERED)
    };
  }

  static List<Experiment> rocksDb() {
    return List.of(
        Draft.of("rocksdb-after-loading", "SnapshotBenchmark.incremental")
            .param("afterLoading", true)
            .peers(ROCKSDB, FLINK_ROCKSDB)
            .besideCopyOf(ALL_BYTES)
            .effort(Effort.once(1, 4))
            .headline()
            .rows(
                Row.of("first snapshot after loading", TIME, 1.5, FLINK_ROCKSDB),
                Row.of("first snapshot: pause", PAUSE, 20, FLINK_ROCKSDB),
                Row.of("first snapshot, of an fsynced copy", TIME, 0.8, FILE_COPY),
                Row.told("first snapshot: bytes", ADDED, FLINK_ROCKSDB)),
        Draft.of("rocksdb-full", "SnapshotBenchmark.full")
            .param("changed", 0)
            .peers(ROCKSDB, FLINK_ROCKSDB)
            .besideCopyOf(ALL_BYTES)
            .effort(Effort.once(1, 5))
            .rows(
                Row.told("later full snapshot", TIME, FLINK_ROCKSDB),
                Row.told("later full snapshot, of an fsynced copy", TIME, FILE_COPY)),
        incremental("rocksdb-incremental-10", 0.1, ROCKSDB, FLINK_ROCKSDB)
            .effort(Effort.once(3, 9))
            .rows(
                incrementalRows(
                    "10 %", Row.told("incremental, 10 % changed", TIME, FLINK_ROCKSDB))),
        incremental("rocksdb-incremental-1", 0.01, ROCKSDB, FLINK_ROCKSDB)
            .headline()
            .rows(
                incrementalRows(
                    "1 %", Row.of("incremental, 1 % changed", TIME, 1.5, FLINK_ROCKSDB))),
        incremental("rocksdb-incremental-0.1", 0.001, ROCKSDB, FLINK_ROCKSDB)
            .rows(
                incrementalRows(
                    "0.1 %", Row.of("incremental, 0.1 % changed", TIME, 1.5, FLINK_ROCKSDB))),
        Draft.of("rocksdb-restore-get", "RestoreBenchmark.thenGet")
            .peers(ROCKSDB)
            .peers(BOTH_ROCKSDB)
            .effort(Effort.once(1, 4))
            .headline()
            .rows(
                Row.of("restore, all read by a get a key", TIME, 1.5, BOTH_ROCKSDB),
                Row.told("restore, first read", FIRST_READ, BOTH_ROCKSDB)),
        Draft.of("rocksdb-restore-scan", "RestoreBenchmark.thenScan")
            .peers(ROCKSDB)
            .peers(BOTH_ROCKSDB)
            .besideCopyOf(ALL_BYTES)
            .effort(Effort.once(1, 4))
            .rows(
                Row.of("restore, all read by iteration", TIME, 3, BOTH_ROCKSDB),
                Row.told("restore and iteration, of an fsynced copy", TIME, FILE_COPY)),
        rescale("rocksdb-rescale-1-2", 1, 2)
            .peers(ROCKSDB)
            .peers(BOTH_ROCKSDB)
            .rows(
                Row.of("rescale 1 to 2, first read", FIRST_READ, 1, BOTH_ROCKSDB),
                Row.of("rescale 1 to 2: next added to changed, alone", AMPLIFICATION, 1.2),
                Row.told("rescale 1 to 2: next added to changed", AMPLIFICATION, BOTH_ROCKSDB)),
        rescale("rocksdb-rescale-2-1", 2, 1)
            .peers(ROCKSDB)
            .peers(BOTH_ROCKSDB)
            .headline()
            .rows(
                Row.of("rescale 2 to 1, first read", FIRST_READ, 3, FLINK_ROCKSDB),
                Row.of("rescale 2 to 1, ingest mode", FIRST_READ, 1, FLINK_ROCKSDB_INGEST),
                Row.of("rescale 2 to 1: next added to changed, alone", AMPLIFICATION, 1.2),
                Row.told("rescale 2 to 1: next added to changed", AMPLIFICATION, BOTH_ROCKSDB)));
  }

  private static Draft incremental(String name, double changed, String subject, String rival) {
    return Draft.of(name, "SnapshotBenchmark.incremental")
        .param("changed", changed)
        .peers(subject, rival)
        .effort(Effort.once(3, 30));
  }

  private static Row[] incrementalRows(String changed, Row time) {
    String[] rivals = time.rivals().toArray(String[]::new);
    return new Row[] {
      time,
      Row.told("incremental, " + changed + ": pause", PAUSE, rivals),
      Row.of("incremental, " + changed + ": added to changed, alone", AMPLIFICATION, 1.2),
      Row.told("incremental, " + changed + ": added to changed", AMPLIFICATION, rivals)
    };
  }

  private static Draft rescale(String name, int before, int after) {
    return Draft.of(name, "RestoreBenchmark.thenGet")
        .param("parallelismBefore", before)
        .param("parallelismAfter", after)
        .param("thenChanged", 0.01)
        .effort(Effort.once(1, 3));
  }
}
