package io.tidemark.benchmarks.catalog;

import static io.tidemark.benchmarks.catalog.Peers.FLINK_HEAP;
import static io.tidemark.benchmarks.catalog.Peers.FLINK_ROCKSDB;
import static io.tidemark.benchmarks.catalog.Peers.HASH_MAP;
import static io.tidemark.benchmarks.catalog.Peers.KAFKA_MEMORY;
import static io.tidemark.benchmarks.catalog.Peers.KAFKA_ROCKSDB;
import static io.tidemark.benchmarks.catalog.Peers.MEMORY;
import static io.tidemark.benchmarks.catalog.Peers.RAW_ROCKSDB;
import static io.tidemark.benchmarks.catalog.Peers.ROCKSDB;
import static io.tidemark.benchmarks.catalog.Peers.ROCKSDB_UNCACHED;
import static io.tidemark.benchmarks.result.Metric.RATE;

import io.tidemark.benchmarks.driver.Effort;
import io.tidemark.benchmarks.driver.Experiment;
import io.tidemark.benchmarks.result.Metric;
import io.tidemark.benchmarks.result.Row;
import java.util.List;

/** How fast state is read and written, and how much memory it takes. */
final class AccessExperiments {

  /** Ten times less than what is stored. */
  private static final int SMALL_BUDGET = 32 << 20;

  /** With values of 100 bytes, ten times the small budget. */
  private static final int MANY_KEYS = 3_100_000;

  private AccessExperiments() {}

  static List<Experiment> memory() {
    return List.of(
        Draft.of("memory-value-get", "ValueBenchmark.get")
            .peers(MEMORY, FLINK_HEAP, KAFKA_MEMORY, HASH_MAP)
            .headline()
            .rows(
                Row.of("value get", RATE, 2, FLINK_HEAP),
                Row.told("value get, Kafka Streams", RATE, KAFKA_MEMORY),
                Row.of("value get, of a HashMap's", RATE, 0.5, HASH_MAP)),
        Draft.of("memory-value-update", "ValueBenchmark.update")
            .peers(MEMORY, FLINK_HEAP, KAFKA_MEMORY, HASH_MAP)
            .headline()
            .rows(
                Row.of("value update", RATE, 1.5, FLINK_HEAP),
                Row.told("value update, Kafka Streams", RATE, KAFKA_MEMORY),
                Row.told("value update, of a HashMap's", RATE, HASH_MAP)),
        Draft.of("memory-value-read-modify-write", "ValueBenchmark.readModifyWrite")
            .peers(MEMORY, FLINK_HEAP)
            .headline()
            .rows(Row.of("value read-modify-write", RATE, 1.5, FLINK_HEAP)),
        Draft.of("memory-map-get", "MapBenchmark.get")
            .peers(MEMORY, FLINK_HEAP)
            .headline()
            .rows(Row.of("map get", RATE, 1.3, FLINK_HEAP)),
        Draft.of("memory-map-put", "MapBenchmark.put")
            .peers(MEMORY, FLINK_HEAP)
            .headline()
            .rows(Row.of("map put", RATE, 1.3, FLINK_HEAP)),
        Draft.of("memory-map-iterate", "MapBenchmark.iterate")
            .peers(MEMORY, FLINK_HEAP)
            .rows(Row.told("map iterate, 10 entries", RATE, FLINK_HEAP)),
        Draft.of("memory-list-add", "ListBenchmark.add")
            .peers(MEMORY, FLINK_HEAP)
            .headline()
            .rows(Row.of("list append", RATE, 1.3, FLINK_HEAP)),
        Draft.of("memory-list-get", "ListBenchmark.get")
            .param("filled", true)
            .peers(MEMORY, FLINK_HEAP)
            .rows(Row.told("list get, 10 elements", RATE, FLINK_HEAP)),
        Draft.of("memory-timers", "TimerBenchmark.pollAndAdd")
            .peers(MEMORY, FLINK_HEAP)
            .rows(Row.told("timer poll and add, 500,000", RATE, FLINK_HEAP)),
        Draft.of("memory-expiring-get", "ValueBenchmark.get")
            .param("expiring", true)
            .peers(MEMORY, FLINK_HEAP)
            .rows(Row.told("value get, with time to live", RATE, FLINK_HEAP)),
        Draft.of("memory-expiring-update", "ValueBenchmark.update")
            .param("expiring", true)
            .peers(MEMORY, FLINK_HEAP)
            .rows(Row.told("value update, with time to live", RATE, FLINK_HEAP)),
        held("memory-held-get", "ValueBenchmark.get")
            .peers(MEMORY, FLINK_HEAP)
            .rows(Row.of("value get, while a snapshot is held", RATE, 2, FLINK_HEAP)),
        held("memory-held-update", "ValueBenchmark.update")
            .peers(MEMORY, FLINK_HEAP)
            .headline()
            .rows(Row.of("value update, while a snapshot is held", RATE, 2, FLINK_HEAP)),
        Draft.of("memory-texts-zipf-get", "ValueBenchmark.get")
            .param("records", "texts")
            .param("keys", 5_000_000)
            .param("distribution", "zipf")
            .peers(MEMORY, FLINK_HEAP)
            .rows(Row.told("5,000,000 texts, Zipf: get", RATE, FLINK_HEAP)),
        footprint());
  }

  private static Experiment footprint() {
    Metric bytes = Metric.low("entry-bytes", "bytes", 1);
    return Draft.of("memory-footprint", "FootprintBenchmark.fill")
        .peers(MEMORY, FLINK_HEAP)
        .effort(Effort.once(1, 3))
        .headline()
        .rows(
            Row.of("bytes an entry, Long to Long", bytes, 2, FLINK_HEAP),
            Row.of("bytes an entry, Long to Long, alone", bytes, 48));
  }

  static List<Experiment> rocksDb() {
    return List.of(
        Draft.of("rocksdb-value-get", "ValueBenchmark.get")
            .peers(ROCKSDB, FLINK_ROCKSDB, KAFKA_ROCKSDB)
            .headline()
            .rows(
                Row.of("value get", RATE, 5, FLINK_ROCKSDB),
                Row.told("value get, Kafka Streams", RATE, KAFKA_ROCKSDB)),
        Draft.of("rocksdb-value-update", "ValueBenchmark.update")
            .peers(ROCKSDB, FLINK_ROCKSDB, KAFKA_ROCKSDB)
            .headline()
            .rows(
                Row.of("value update", RATE, 5, FLINK_ROCKSDB),
                Row.told("value update, Kafka Streams", RATE, KAFKA_ROCKSDB)),
        Draft.of("rocksdb-value-read-modify-write", "ValueBenchmark.readModifyWrite")
            .peers(ROCKSDB, FLINK_ROCKSDB)
            .headline()
            .rows(Row.of("value read-modify-write", RATE, 5, FLINK_ROCKSDB)),
        uncached("get")
            .rows(
                Row.of("value get, no object cache", RATE, 1, FLINK_ROCKSDB),
                Row.of("value get, no object cache, of raw RocksDB's", RATE, 0.85, RAW_ROCKSDB)),
        uncached("update")
            .rows(
                Row.of("value update, no object cache", RATE, 1.3, FLINK_ROCKSDB),
                Row.told("value update, no object cache, of raw RocksDB's", RATE, RAW_ROCKSDB)),
        uncached("readModifyWrite")
            .rows(
                Row.of("value r-m-w, no object cache", RATE, 1.3, FLINK_ROCKSDB),
                Row.told("value r-m-w, no object cache, of raw RocksDB's", RATE, RAW_ROCKSDB)),
        Draft.of("rocksdb-map-get", "MapBenchmark.get")
            .peers(ROCKSDB, FLINK_ROCKSDB)
            .headline()
            .rows(Row.of("map get", RATE, 2, FLINK_ROCKSDB)),
        Draft.of("rocksdb-map-put", "MapBenchmark.put")
            .peers(ROCKSDB, FLINK_ROCKSDB)
            .headline()
            .rows(Row.of("map put", RATE, 2, FLINK_ROCKSDB)),
        Draft.of("rocksdb-map-iterate", "MapBenchmark.iterate")
            .peers(ROCKSDB, FLINK_ROCKSDB)
            .rows(Row.told("map iterate, 10 entries", RATE, FLINK_ROCKSDB)),
        Draft.of("rocksdb-list-add", "ListBenchmark.add")
            .peers(ROCKSDB, FLINK_ROCKSDB)
            .headline()
            .rows(Row.of("list append", RATE, 2, FLINK_ROCKSDB)),
        Draft.of("rocksdb-list-get", "ListBenchmark.get")
            .param("filled", true)
            .peers(ROCKSDB, FLINK_ROCKSDB)
            .rows(Row.told("list get, 10 elements", RATE, FLINK_ROCKSDB)),
        Draft.of("rocksdb-timers", "TimerBenchmark.pollAndAdd")
            .peers(ROCKSDB, FLINK_ROCKSDB)
            .rows(Row.told("timer poll and add, 500,000", RATE, FLINK_ROCKSDB)),
        Draft.of("rocksdb-expiring-get", "ValueBenchmark.get")
            .param("expiring", true)
            .peers(ROCKSDB, FLINK_ROCKSDB)
            .rows(Row.told("value get, with time to live", RATE, FLINK_ROCKSDB)),
        held("rocksdb-held-get", "ValueBenchmark.get")
            .peers(ROCKSDB, FLINK_ROCKSDB)
            .rows(Row.of("value get, while a snapshot is held", RATE, 2, FLINK_ROCKSDB)),
        held("rocksdb-held-update", "ValueBenchmark.update")
            .peers(ROCKSDB, FLINK_ROCKSDB)
            .headline()
            .rows(Row.of("value update, while a snapshot is held", RATE, 2, FLINK_ROCKSDB)),
        larger("uniform").rows(Row.of("10 × the memory, uniform: r-m-w", RATE, 1.2, FLINK_ROCKSDB)),
        larger("zipf").rows(Row.of("10 × the memory, Zipf: r-m-w", RATE, 2, FLINK_ROCKSDB)));
  }

  /** Every read is one of the database; writes are still collected. */
  private static Draft uncached(String method) {
    return Draft.of("rocksdb-uncached-value-" + method, "ValueBenchmark." + method)
        .peers(ROCKSDB_UNCACHED, FLINK_ROCKSDB, RAW_ROCKSDB);
  }

  /** Iterations so short that most accesses meet an entry for the first time since the capture. */
  private static Draft held(String name, String benchmark) {
    return Draft.of(name, benchmark)
        .param("held", true)
        .effort(new Effort(Effort.Mode.RATE, 20, 15, 100));
  }

  private static Draft larger(String distribution) {
    return Draft.of("rocksdb-larger-" + distribution, "ValueBenchmark.readModifyWrite")
        .param("records", "incompressible")
        .param("keys", MANY_KEYS)
        .param("memoryBudget", SMALL_BUDGET)
        .param("distribution", distribution)
        .peers(ROCKSDB, FLINK_ROCKSDB)
        .effort(new Effort(Effort.Mode.RATE, 4, 7, 1000));
  }
}
