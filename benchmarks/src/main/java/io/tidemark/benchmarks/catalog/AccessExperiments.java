package io.tidemark.benchmarks.catalog;

import static io.tidemark.benchmarks.catalog.Metrics.ENTRY;
import static io.tidemark.benchmarks.catalog.Metrics.MEANWHILE;
import static io.tidemark.benchmarks.catalog.Peers.FLINK_HEAP;
import static io.tidemark.benchmarks.catalog.Peers.FLINK_ROCKSDB;
import static io.tidemark.benchmarks.catalog.Peers.FLINK_ROCKSDB_FILTERED;
import static io.tidemark.benchmarks.catalog.Peers.HASH_MAP;
import static io.tidemark.benchmarks.catalog.Peers.RAW_ROCKSDB;
import static io.tidemark.benchmarks.catalog.Peers.ROCKSDB_UNCACHED;
import static io.tidemark.benchmarks.result.Metric.RATE;
import static io.tidemark.benchmarks.result.Metric.TIME;

import io.tidemark.benchmarks.driver.Effort;
import io.tidemark.benchmarks.driver.Experiment;
import io.tidemark.benchmarks.result.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How fast state is read and written, and how much memory it takes. */
final class AccessExperiments {

  /** With keys of 20 characters and values of 100 bytes: 600 MB. */
  private static final int TEXTS = 5_000_000;

  private static final int TENTH_OF_TEXTS = 57 << 20;

  private static final String GET = "ValueBenchmark.get";
  private static final String UPDATE = "ValueBenchmark.update";
  private static final String MODIFY = "ValueBenchmark.readModifyWrite";

  private static final String[] BOTH_ROCKSDB = {FLINK_ROCKSDB, FLINK_ROCKSDB_FILTERED};

  private final Side side;
  private final List<Experiment> all = new ArrayList<>();

  private AccessExperiments(Side side) {
    this.side = side;
  }

  /** Those of one backend. */
  static List<Experiment> of(Side side) {
    AccessExperiments experiments = new AccessExperiments(side);
    experiments.values();
    experiments.mapsAndLists();
    experiments.timers();
    experiments.expiring();
    experiments.besideSnapshots();
    if (side == Side.MEMORY) {
      experiments.textsInMemory();
      experiments.footprint();
    } else {
      experiments.uncached();
      experiments.textsBeyondMemory();
    }
    return experiments.all;
  }

  private void values() {
    all.add(besideLimits("value-get", GET, "value get", side.reach(2, 5), 0.5));
    all.add(besideLimits("value-update", UPDATE, "value update", side.reach(1.5, 5), null));
    all.add(
        side.draft("value-read-modify-write", MODIFY)
            .headline()
            .rows(Row.of("value read-modify-write", RATE, side.reach(1.5, 5), side.flink())));
  }

  private Experiment besideLimits(
      String name, String benchmark, String title, double reach, @Nullable Double ofHashMap) {
    Draft draft = side.draft(name, benchmark).peers(side.kafka()).headline();
    Row flink = Row.of(title, RATE, reach, side.flink());
    Row kafka = Row.told(title + ", Kafka Streams", RATE, side.kafka());
    if (side == Side.ROCKSDB) {
      return draft.rows(flink, kafka);
    }
    return draft
        .peers(HASH_MAP)
        .rows(
            flink, kafka, new Row(title + ", of a HashMap's", RATE, List.of(HASH_MAP), ofHashMap));
  }

  private void mapsAndLists() {
    all.add(
        side.draft("map-get", "MapBenchmark.get")
            .headline()
            .rows(Row.of("map get", RATE, side.reach(1.3, 2), side.flink())));
    all.add(
        side.draft("map-put", "MapBenchmark.put")
            .headline()
            .rows(Row.of("map put", RATE, side.reach(1.3, 2), side.flink())));
    all.add(
        side.draft("map-iterate", "MapBenchmark.iterate")
            .rows(Row.told("map iterate, 10 entries", RATE, side.flink())));
    all.add(
        side.draft("list-add", "ListBenchmark.add")
            .headline()
            .rows(Row.of("list append", RATE, side.reach(1.3, 2), side.flink())));
    all.add(
        side.draft("list-get", "ListBenchmark.get")
            .param("filled", true)
            .rows(Row.told("list get, 10 elements", RATE, side.flink())));
  }

  private void timers() {
    Effort effort = Effort.once(1, 4, side == Side.MEMORY ? 400 : 1500);
    all.add(
        side.draft("timers-add", "TimerBenchmark.add")
            .effort(effort)
            .rows(Row.told("500,000 timers added", TIME, side.flink())));
    all.add(
        side.draft("timers-poll", "TimerBenchmark.poll")
            .param("filled", true)
            .effort(effort)
            .rows(Row.told("500,000 timers polled", TIME, side.flink())));
  }

  private void expiring() {
    all.add(
        side.draft("expiring-get", GET)
            .param("expiring", true)
            .rows(Row.told("value get, with time to live", RATE, side.flink())));
    all.add(
        side.draft("expiring-update", UPDATE)
            .param("expiring", true)
            .rows(Row.told("value update, with time to live", RATE, side.flink())));
  }

  private void besideSnapshots() {
    all.add(
        held("held-get", GET)
            .rows(Row.of("value get, while a snapshot is held", RATE, 2, side.flink())));
    all.add(
        held("held-update", UPDATE)
            .headline()
            .rows(Row.of("value update, while a snapshot is held", RATE, 2, side.flink())));
    all.add(
        written("written-get", "get")
            .rows(
                Row.of("value get, while a snapshot is written", MEANWHILE, 2, side.flink()),
                Row.told("… and how long writing took beside gets", TIME, side.flink())));
    all.add(
        written("written-update", "update")
            .headline()
            .rows(
                Row.of("value update, while a snapshot is written", MEANWHILE, 2, side.flink()),
                Row.told("… and how long writing took beside updates", TIME, side.flink())));
  }

  /** Iterations so short that most accesses meet an entry for the first time since the capture. */
  private Draft held(String name, String benchmark) {
    return side.draft(name, benchmark)
        .param("held", true)
        .effort(new Effort(Effort.Mode.RATE, 20, 15, 100));
  }

  private Draft written(String name, String access) {
    return side.draft(name, "DuringSnapshotBenchmark." + access)
        .effort(Effort.once(6, 7, side == Side.MEMORY ? 250 : 600));
  }

  /** All entries rest in files, and a read of one is a read of the database; writes collect. */
  private void uncached() {
    all.add(
        uncached("value-get", GET)
            .headline()
            .rows(
                Row.of("value get, no object cache", RATE, 1, FLINK_ROCKSDB),
                Row.of("value get, no object cache, of raw RocksDB's", RATE, 0.85, RAW_ROCKSDB)));
    all.add(
        uncached("value-update", UPDATE)
            .rows(
                Row.of("value update, no object cache", RATE, 1.3, FLINK_ROCKSDB),
                Row.told("value update, no object cache, of raw RocksDB's", RATE, RAW_ROCKSDB)));
    all.add(
        uncached("value-read-modify-write", MODIFY)
            .rows(
                Row.of("value r-m-w, no object cache", RATE, 1.3, FLINK_ROCKSDB),
                Row.told("value r-m-w, no object cache, of raw RocksDB's", RATE, RAW_ROCKSDB)));
  }

  private static Draft uncached(String name, String benchmark) {
    return Draft.of("rocksdb-uncached-" + name, benchmark)
        .peers(ROCKSDB_UNCACHED, FLINK_ROCKSDB, RAW_ROCKSDB)
        .param("resting", true)
        .loading(4);
  }

  private void textsInMemory() {
    all.add(
        texts("texts-uniform-get", GET, "uniform")
            .rows(Row.told("texts, uniform: get", RATE, side.flink())));
    all.add(
        texts("texts-zipf-update", UPDATE, "zipf")
            .rows(Row.told("texts, Zipf: update", RATE, side.flink())));
  }

  private Draft texts(String name, String benchmark, String distribution) {
    return side.draft(name, benchmark)
        .param("records", "texts")
        .param("keys", TEXTS)
        .param("distribution", distribution)
        .loading(side == Side.MEMORY ? 15 : 25);
  }

  private void textsBeyondMemory() {
    for (String distribution : List.of("uniform", "zipf")) {
      boolean zipf = distribution.equals("zipf");
      double reach = zipf ? 2 : 1.2;
      String title = zipf ? "Zipf" : "uniform";
      all.add(
          larger("larger-" + distribution + "-get", GET, distribution)
              .rows(Row.of("10 × the memory, " + title + ": get", RATE, reach, BOTH_ROCKSDB)));
      all.add(
          larger("larger-" + distribution + "-modify", MODIFY, distribution)
              .rows(Row.of("10 × the memory, " + title + ": r-m-w", RATE, reach, BOTH_ROCKSDB)));
    }
  }

  private Draft larger(String name, String benchmark, String distribution) {
    return texts(name, benchmark, distribution)
        .peers(FLINK_ROCKSDB_FILTERED)
        .param("memoryBudget", TENTH_OF_TEXTS)
        .effort(new Effort(Effort.Mode.RATE, 6, 6, 600));
  }

  private void footprint() {
    all.add(
        side.draft("footprint", "FootprintBenchmark.fill")
            .effort(Effort.once(1, 3, 500))
            .headline()
            .rows(
                Row.of("bytes an entry, Long to Long", ENTRY, 2, FLINK_HEAP),
                Row.of("bytes an entry, Long to Long, alone", ENTRY, 48)));
  }
}
