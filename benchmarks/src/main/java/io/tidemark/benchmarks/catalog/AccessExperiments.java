package io.tidemark.benchmarks.catalog;

import io.tidemark.benchmarks.driver.Contender;
import io.tidemark.benchmarks.driver.Effort;
import io.tidemark.benchmarks.driver.Experiment;
import io.tidemark.benchmarks.result.Metric;
import io.tidemark.benchmarks.result.Row;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How fast state is read and written, and how much memory it takes. */
final class AccessExperiments {

  private static final String MEMORY = "tidemark-memory";
  private static final String ROCKSDB = "tidemark-rocksdb";
  private static final String UNCACHED = "tidemark-rocksdb-uncached";
  private static final String FLINK_HEAP = "flink-heap";
  private static final String FLINK_ROCKSDB = "flink-rocksdb";
  private static final String HASH_MAP = "hash-map";
  private static final String RAW_ROCKSDB = "raw-rocksdb";

  private AccessExperiments() {}

  static List<Experiment> memory() {
    return List.of(
        rates(
            "memory-value-get",
            "ValueBenchmark.get",
            Map.of(),
            List.of(MEMORY, FLINK_HEAP, HASH_MAP),
            Row.of("value get", Metric.RATE, 2, FLINK_HEAP),
            Row.of("value get, of a HashMap's", Metric.RATE, 0.5, HASH_MAP)),
        rates(
            "memory-value-update",
            "ValueBenchmark.update",
            Map.of(),
            List.of(MEMORY, FLINK_HEAP, HASH_MAP),
            Row.of("value update", Metric.RATE, 1.5, FLINK_HEAP),
            Row.told("value update, of a HashMap's", Metric.RATE, HASH_MAP)),
        rates(
            "memory-value-read-modify-write",
            "ValueBenchmark.readModifyWrite",
            Map.of(),
            List.of(MEMORY, FLINK_HEAP),
            Row.of("value read-modify-write", Metric.RATE, 1.5, FLINK_HEAP)),
        rates(
            "memory-map-get",
            "MapBenchmark.get",
            Map.of(),
            List.of(MEMORY, FLINK_HEAP),
            Row.of("map get", Metric.RATE, 1.3, FLINK_HEAP)),
        rates(
            "memory-map-put",
            "MapBenchmark.put",
            Map.of(),
            List.of(MEMORY, FLINK_HEAP),
            Row.of("map put", Metric.RATE, 1.3, FLINK_HEAP)),
        rates(
            "memory-map-iterate",
            "MapBenchmark.iterate",
            Map.of(),
            List.of(MEMORY, FLINK_HEAP),
            Row.told("map iterate, 10 entries", Metric.RATE, FLINK_HEAP)),
        rates(
            "memory-list-add",
            "ListBenchmark.add",
            Map.of(),
            List.of(MEMORY, FLINK_HEAP),
            Row.of("list append", Metric.RATE, 1.3, FLINK_HEAP)),
        rates(
            "memory-list-get",
            "ListBenchmark.get",
            Map.of("filled", "true"),
            List.of(MEMORY, FLINK_HEAP),
            Row.told("list get, 10 elements", Metric.RATE, FLINK_HEAP)),
        footprint());
  }

  private static Experiment footprint() {
    Metric bytes = Metric.low("entry-bytes", "bytes", 1);
    return new Experiment(
        "memory-footprint",
        peers("FootprintBenchmark.fill", Map.of(), List.of(MEMORY, FLINK_HEAP)),
        Effort.once(1, 3),
        List.of(
            Row.of("bytes an entry, Long to Long", bytes, 2, FLINK_HEAP),
            Row.of("bytes an entry, Long to Long, absolute", bytes, 48)));
  }

  static List<Experiment> rocksDb() {
    return List.of(
        rocksDbValue("get", "get"),
        rocksDbValue("update", "update"),
        rocksDbValue("read-modify-write", "readModifyWrite"),
        rates(
            "rocksdb-map-get",
            "MapBenchmark.get",
            Map.of(),
            List.of(ROCKSDB, FLINK_ROCKSDB),
            Row.of("map get", Metric.RATE, 2, FLINK_ROCKSDB)),
        rates(
            "rocksdb-map-put",
            "MapBenchmark.put",
            Map.of(),
            List.of(ROCKSDB, FLINK_ROCKSDB),
            Row.of("map put", Metric.RATE, 2, FLINK_ROCKSDB)),
        rates(
            "rocksdb-map-iterate",
            "MapBenchmark.iterate",
            Map.of(),
            List.of(ROCKSDB, FLINK_ROCKSDB),
            Row.told("map iterate, 10 entries", Metric.RATE, FLINK_ROCKSDB)),
        rates(
            "rocksdb-list-add",
            "ListBenchmark.add",
            Map.of(),
            List.of(ROCKSDB, FLINK_ROCKSDB),
            Row.of("list append", Metric.RATE, 2, FLINK_ROCKSDB)),
        rates(
            "rocksdb-list-get",
            "ListBenchmark.get",
            Map.of("filled", "true"),
            List.of(ROCKSDB, FLINK_ROCKSDB),
            Row.told("list get, 10 elements", Metric.RATE, FLINK_ROCKSDB)),
        rocksDbUncached("get", "get", 1.0),
        rocksDbUncached("update", "update", 1.3),
        rocksDbUncached("read-modify-write", "readModifyWrite", 1.3));
  }

  private static Experiment rocksDbValue(String name, String method) {
    return rates(
        "rocksdb-value-" + name,
        "ValueBenchmark." + method,
        Map.of(),
        List.of(ROCKSDB, FLINK_ROCKSDB),
        Row.of("value " + name, Metric.RATE, 5, FLINK_ROCKSDB));
  }

  private static Experiment rocksDbUncached(String name, String method, double reach) {
    Row againstFlink =
        Row.of("value " + name + ", without cache of objects", Metric.RATE, reach, FLINK_ROCKSDB);
    Row againstRaw =
        name.equals("get")
            ? Row.of("value get, without cache, of raw RocksDB's", Metric.RATE, 0.85, RAW_ROCKSDB)
            : Row.told(
                "value " + name + ", without cache, of raw RocksDB's", Metric.RATE, RAW_ROCKSDB);
    return rates(
        "rocksdb-uncached-value-" + name,
        "ValueBenchmark." + method,
        Map.of(),
        List.of(UNCACHED, FLINK_ROCKSDB, RAW_ROCKSDB),
        againstFlink,
        againstRaw);
  }

  private static Experiment rates(
      String name, String benchmark, Map<String, String> params, List<String> peers, Row... rows) {
    return new Experiment(
        name, peers(benchmark, params, peers), Effort.rate(), Stream.of(rows).toList());
  }

  private static List<Contender> peers(
      String benchmark, Map<String, String> params, List<String> names) {
    return names.stream().map(name -> Contender.peer(name, benchmark, params)).toList();
  }
}
