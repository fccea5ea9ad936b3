package io.tidemark.benchmarks.catalog;

import static io.tidemark.benchmarks.catalog.Metrics.ADDED;
import static io.tidemark.benchmarks.catalog.Metrics.AMPLIFICATION;
import static io.tidemark.benchmarks.catalog.Metrics.BLOBS;
import static io.tidemark.benchmarks.catalog.Metrics.MEAN;
import static io.tidemark.benchmarks.catalog.Metrics.PAUSE;
import static io.tidemark.benchmarks.catalog.Metrics.SPEED;
import static io.tidemark.benchmarks.catalog.Peers.FILE_COPY;
import static io.tidemark.benchmarks.catalog.Peers.FLINK_HEAP;
import static io.tidemark.benchmarks.catalog.Peers.FLINK_HEAP_COMPRESSED;
import static io.tidemark.benchmarks.catalog.Peers.FLINK_ROCKSDB;
import static io.tidemark.benchmarks.catalog.Peers.MEMORY;
import static io.tidemark.benchmarks.catalog.Peers.MEMORY_UNCOMPRESSED;
import static io.tidemark.benchmarks.catalog.Peers.ROCKSDB;
import static io.tidemark.benchmarks.catalog.Peers.ROCKSDB_UNCOMPRESSED;
import static io.tidemark.benchmarks.result.Metric.TIME;

import io.tidemark.benchmarks.driver.Effort;
import io.tidemark.benchmarks.driver.Experiment;
import io.tidemark.benchmarks.result.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long snapshots of 1,000,000 entries to the local disk take, and how much they write. */
final class SnapshotExperiments {

  /** The bytes of all keys and values. */
  static final long ALL_BYTES = 108_000_000;

  private static final String FULL = "SnapshotBenchmark.full";
  private static final String[] HEAP = {FLINK_HEAP, FLINK_HEAP_COMPRESSED};

  private SnapshotExperiments() {}

  static List<Experiment> of(Side side) {
    List<Experiment> all = new ArrayList<>(side == Side.MEMORY ? fullOfMemory() : fullOfRocksDb());
    all.add(incremental(side, "10", 0.1, Row.told(title("10"), TIME, side.flink())));
    for (String percent : List.of("1", "0.1")) {
      all.add(
          incremental(
              side,
              percent,
              Double.parseDouble(percent) / 100,
              Row.of(title(percent), TIME, side.reach(20, 1.5), side.flink())));
    }
    all.add(besideFlink(side, 30, "1"));
    all.add(besideFlink(side, 30, "0.1"));
    all.add(alone(side, 150, "1"));
    all.add(alone(side, 1500, "0.1"));
    return all;
  }

  private static List<Experiment> fullOfMemory() {
    return List.of(
        Draft.of("memory-full-incompressible", FULL)
            .param("changed", 0)
            .peers(MEMORY)
            .peers(HEAP)
            .besideCopyOf(ALL_BYTES)
            .effort(Effort.once(4, 9, 300))
            .headline()
            .rows(
                Row.of("full snapshot, incompressible", TIME, 2, HEAP),
                Row.told("full snapshot, incompressible: GB/s", SPEED, HEAP),
                Row.of("full snapshot, of an fsynced copy", TIME, 0.8, FILE_COPY),
                Row.of("full snapshot: pause, alone", PAUSE, 2),
                Row.told("full snapshot: pause", PAUSE, HEAP),
                Row.told("full snapshot: bytes", ADDED, HEAP),
                Row.told("full snapshot: blobs", BLOBS, HEAP)),
        Draft.of("memory-full-halving", FULL)
            .param("changed", 0)
            .param("records", "halving")
            .peers(MEMORY)
            .peers(HEAP)
            .effort(Effort.once(4, 9, 300))
            .headline()
            .rows(
                Row.of("full snapshot, values that halve", TIME, 2.5, HEAP),
                Row.told("full snapshot, values that halve: bytes", ADDED, HEAP)),
        Draft.of("memory-full-uncompressed", FULL)
            .param("changed", 0)
            .param("records", "halving")
            .peers(MEMORY_UNCOMPRESSED, FLINK_HEAP)
            .effort(Effort.once(4, 9, 300))
            .rows(
                Row.told("full snapshot, both uncompressed", TIME, FLINK_HEAP),
                Row.told("full snapshot, both uncompressed: bytes", ADDED, FLINK_HEAP)));
  }

  private static List<Experiment> fullOfRocksDb() {
    return List.of(
        Draft.of("rocksdb-after-loading", "SnapshotBenchmark.incremental")
            .param("afterLoading", true)
            .peers(ROCKSDB, FLINK_ROCKSDB)
            .besideCopyOf(ALL_BYTES)
            .effort(Effort.once(1, 3, 1700))
            .headline()
            .rows(
                Row.of("first snapshot after loading", TIME, 1.5, FLINK_ROCKSDB),
                Row.told("first snapshot: GB/s", SPEED, FLINK_ROCKSDB),
                Row.of("first snapshot: pause", PAUSE, 20, FLINK_ROCKSDB),
                Row.of("first snapshot, of an fsynced copy", TIME, 0.8, FILE_COPY),
                Row.told("first snapshot: bytes", ADDED, FLINK_ROCKSDB),
                Row.told("first snapshot: blobs", BLOBS, FLINK_ROCKSDB)),
        Draft.of("rocksdb-full", FULL)
            .param("changed", 0)
            .peers(ROCKSDB, FLINK_ROCKSDB)
            .besideCopyOf(ALL_BYTES)
            .effort(Effort.once(1, 5, 500))
            .loading(6)
            .rows(
                Row.told("later full snapshot", TIME, FLINK_ROCKSDB),
                Row.told("later full snapshot, of an fsynced copy", TIME, FILE_COPY)),
        Draft.of("rocksdb-full-uncompressed", FULL)
            .param("changed", 0)
            .param("records", "halving")
            .peers(ROCKSDB_UNCOMPRESSED, ROCKSDB)
            .effort(Effort.once(1, 5, 500))
            .loading(6)
            .rows(
                Row.told("uncompressed, of a compressed one", TIME, ROCKSDB),
                Row.told("uncompressed, of a compressed one: bytes", ADDED, ROCKSDB)));
  }

  private static String title(String percent) {
    return "incremental, " + percent + " % changed";
  }

  private static Experiment incremental(Side side, String percent, double changed, Row time) {
    Draft draft =
        side.draft("incremental-" + percent, "SnapshotBenchmark.incremental")
            .param("changed", changed)
            .effort(Effort.once(3, percent.equals("10") ? 9 : 20, 150));
    return (percent.equals("1") ? draft.headline() : draft)
        .rows(
            time,
            Row.told("incremental, " + percent + " %: pause", PAUSE, side.flink()),
            Row.told("incremental, " + percent + " %: bytes", ADDED, side.flink()),
            Row.told("incremental, " + percent + " %: blobs", BLOBS, side.flink()));
  }

  private static Experiment besideFlink(Side side, int snapshots, String percent) {
    String title = snapshots + " × " + percent + " %";
    return chain(side, snapshots, percent)
        .peers(side.flink())
        .rows(
            Row.told(title + ": time of one, on average", MEAN, side.flink()),
            Row.of(title + ": added to changed, alone", AMPLIFICATION, 1.2),
            Row.told(title + ": added to changed", AMPLIFICATION, side.flink()));
  }

  private static Experiment alone(Side side, int snapshots, String percent) {
    String title = String.format(Locale.ROOT, "%,d × %s %%", snapshots, percent);
    return chain(side, snapshots, percent)
        .rows(Row.of(title + ": added to changed, alone", AMPLIFICATION, 2.5));
  }

  private static Draft chain(Side side, int snapshots, String percent) {
    return Draft.of(side.named("chain-" + snapshots + "-" + percent), "ChainBenchmark.chain")
        .param("changed", Double.parseDouble(percent) / 100)
        .param("snapshots", snapshots)
        .peers(side.subject())
        .effort(Effort.once(0, 1, (percent.equals("1") ? 40 : 15) * snapshots))
        .loading(6);
  }
}
