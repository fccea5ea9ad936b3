package io.tidemark.benchmarks.catalog;

import static io.tidemark.benchmarks.catalog.Metrics.AMPLIFICATION;
import static io.tidemark.benchmarks.catalog.Metrics.FIRST_READ;
import static io.tidemark.benchmarks.catalog.Peers.FILE_COPY;
import static io.tidemark.benchmarks.catalog.Peers.FLINK_HEAP;
import static io.tidemark.benchmarks.catalog.Peers.FLINK_HEAP_BUFFERED;
import static io.tidemark.benchmarks.catalog.Peers.FLINK_ROCKSDB;
import static io.tidemark.benchmarks.catalog.Peers.FLINK_ROCKSDB_INGEST;
import static io.tidemark.benchmarks.catalog.Peers.MEMORY;
import static io.tidemark.benchmarks.catalog.Peers.ROCKSDB;
import static io.tidemark.benchmarks.result.Metric.TIME;

import io.tidemark.benchmarks.driver.Effort;
import io.tidemark.benchmarks.driver.Experiment;
import io.tidemark.benchmarks.result.Row;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How long restores of 1,000,000 entries from the local disk take, at whichever parallelism. */
final class RestoreExperiments {

  private static final String GET = "RestoreBenchmark.thenGet";
  private static final String SCAN = "RestoreBenchmark.thenScan";
  private static final String[] BOTH_ROCKSDB = {FLINK_ROCKSDB, FLINK_ROCKSDB_INGEST};

  private RestoreExperiments() {}

  static List<Experiment> of(Side side) {
    return side == Side.MEMORY ? memory() : rocksDb();
  }

  private static List<Experiment> memory() {
    return List.of(
        Draft.of("memory-restore", GET)
            .peers(MEMORY, FLINK_HEAP, FLINK_HEAP_BUFFERED)
            .besideCopyOf(SnapshotExperiments.ALL_BYTES)
            .effort(Effort.once(2, 3, 2000))
            .headline()
            .rows(
                Row.of("restore, all read by a get a key", TIME, 15, FLINK_HEAP),
                Row.of("restore, all read, Flink buffered", TIME, 1.5, FLINK_HEAP_BUFFERED),
                Row.of("restore, of an fsynced copy", TIME, 0.5, FILE_COPY),
                Row.told("restore, first read, Flink buffered", FIRST_READ, FLINK_HEAP_BUFFERED)),
        heapRescale("1 to 2", 1, 2, 15.0, 1.2),
        heapRescale("2 to 1", 2, 1, 15.0, 1.2),
        heapRescale("2 to 3", 2, 3, null, null));
  }

  private static Experiment heapRescale(
      String change, int before, int after, @Nullable Double shipped, @Nullable Double buffered) {
    String title = "rescale " + change;
    return rescale("memory", before, after, GET)
        .peers(MEMORY, FLINK_HEAP, FLINK_HEAP_BUFFERED)
        .effort(Effort.once(1, 3, 1600))
        .rows(
            new Row(title + ", first read", FIRST_READ, List.of(FLINK_HEAP), shipped),
            new Row(
                title + ", first read, Flink buffered",
                FIRST_READ,
                List.of(FLINK_HEAP_BUFFERED),
                buffered),
            Row.told(title + ", all read, Flink buffered", TIME, FLINK_HEAP_BUFFERED));
  }

  private static List<Experiment> rocksDb() {
    return List.of(
        Draft.of("rocksdb-restore-get", GET)
            .peers(ROCKSDB)
            .peers(BOTH_ROCKSDB)
            .effort(Effort.once(1, 3, 3500))
            .headline()
            .rows(
                Row.of("restore, all read by a get a key", TIME, 1.5, BOTH_ROCKSDB),
                Row.told("restore, first read", FIRST_READ, BOTH_ROCKSDB)),
        Draft.of("rocksdb-restore-scan", SCAN)
            .peers(ROCKSDB)
            .peers(BOTH_ROCKSDB)
            .besideCopyOf(SnapshotExperiments.ALL_BYTES)
            .effort(Effort.once(1, 3, 3500))
            .rows(
                Row.of("restore, all read by iteration", TIME, 3, BOTH_ROCKSDB),
                Row.told("restore and iteration, of an fsynced copy", TIME, FILE_COPY)),
        rescaleRocksDb(1, 2)
            .rows(
                rescaleRows(
                    "1 to 2", Row.of("rescale 1 to 2, first read", FIRST_READ, 1, BOTH_ROCKSDB))),
        rescaleRocksDb(2, 1)
            .headline()
            .rows(
                rescaleRows(
                    "2 to 1",
                    Row.of("rescale 2 to 1, first read", FIRST_READ, 3, FLINK_ROCKSDB),
                    Row.of("rescale 2 to 1, ingest mode", FIRST_READ, 1, FLINK_ROCKSDB_INGEST))),
        rescaleRocksDb(2, 3)
            .rows(
                rescaleRows(
                    "2 to 3", Row.told("rescale 2 to 3, first read", FIRST_READ, BOTH_ROCKSDB))));
  }

  private static Draft rescaleRocksDb(int before, int after) {
    return rescale("rocksdb", before, after, SCAN)
        .param("thenChanged", 0.01)
        .peers(ROCKSDB)
        .peers(BOTH_ROCKSDB)
        .effort(Effort.once(1, 3, 2000));
  }

  private static Row[] rescaleRows(String change, Row... firstReads) {
    String title = "rescale " + change;
    return Stream.concat(
            Stream.of(firstReads),
            Stream.of(
                Row.told(title + ", all read by iteration", TIME, BOTH_ROCKSDB),
                Row.of(title + ": next added to changed, alone", AMPLIFICATION, 1.2),
                Row.told(title + ": next added to changed", AMPLIFICATION, BOTH_ROCKSDB)))
        .toArray(Row[]::new);
  }

  private static Draft rescale(String prefix, int before, int after, String benchmark) {
    return Draft.of(prefix + "-rescale-" + before + "-" + after, benchmark)
        .param("parallelismBefore", before)
        .param("parallelismAfter", after)
        .loading(8);
  }
}
