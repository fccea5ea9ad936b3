package io.tidemark.benchmarks.catalog;

import static io.tidemark.benchmarks.catalog.Peers.FLINK_HEAP;
import static io.tidemark.benchmarks.catalog.Peers.FLINK_ROCKSDB;
import static io.tidemark.benchmarks.catalog.Peers.MEMORY_IN_FLINK;
import static io.tidemark.benchmarks.catalog.Peers.ROCKSDB_IN_FLINK;
import static io.tidemark.benchmarks.result.Metric.RATE;
import static io.tidemark.benchmarks.result.Metric.TIME;

import io.tidemark.benchmarks.driver.Effort;
import io.tidemark.benchmarks.driver.Experiment;
import io.tidemark.benchmarks.result.Row;
import java.util.List;
import java.util.stream.Stream;

/**
 * Flink's state backends and Tidemark's, both as a task of Flink has them: the accesses that
 * Flink's own benchmarks of state measure, and checkpoints through Flink's streams and handles.
 */
final class FlinkExperiments {

  private static final double HEAP_GOAL = 1;
  private static final double ROCKSDB_GOAL = 1.2;

  private FlinkExperiments() {}

  static List<Experiment> all() {
    return Stream.of(
            access("flink-heap", "heap: ", MEMORY_IN_FLINK, FLINK_HEAP, HEAP_GOAL),
            heapSnapshots(),
            access("flink-rocksdb", "RocksDB: ", ROCKSDB_IN_FLINK, FLINK_ROCKSDB, ROCKSDB_GOAL))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Experiment> access(
      String name, String title, String subject, String rival, double goal) {
    return List.of(
        Draft.of(name + "-value-get", "ValueBenchmark.get")
            .peers(subject, rival)
            .rows(Row.of(title + "value get", RATE, goal, rival)),
        Draft.of(name + "-value-update", "ValueBenchmark.update")
            .peers(subject, rival)
            .rows(Row.of(title + "value update", RATE, goal, rival)),
        Draft.of(name + "-map-get", "MapBenchmark.get")
            .peers(subject, rival)
            .rows(Row.of(title + "map get", RATE, goal, rival)),
        Draft.of(name + "-map-put", "MapBenchmark.put")
            .peers(subject, rival)
            .rows(Row.of(title + "map put", RATE, goal, rival)),
        Draft.of(name + "-map-iterate", "MapBenchmark.iterate")
            .peers(subject, rival)
            .rows(Row.of(title + "map iterate, 10 entries", RATE, goal, rival)),
        Draft.of(name + "-list-add", "ListBenchmark.add")
            .peers(subject, rival)
            .rows(Row.of(title + "list append", RATE, goal, rival)),
        Draft.of(name + "-list-get", "ListBenchmark.get")
            .param("filled", true)
            .peers(subject, rival)
            .rows(Row.of(title + "list get, 10 elements", RATE, goal, rival)));
  }

  private static List<Experiment> heapSnapshots() {
    return List.of(
        Draft.of("flink-heap-incremental-1", "SnapshotBenchmark.incremental")
            .param("changed", 0.01)
            .peers(MEMORY_IN_FLINK, FLINK_HEAP)
            .effort(Effort.once(3, 15, 150))
            .rows(Row.of("heap: checkpoint, 1 % changed", TIME, 10, FLINK_HEAP)),
        Draft.of("flink-heap-restore", "RestoreBenchmark.thenGet")
            .peers(MEMORY_IN_FLINK, FLINK_HEAP)
            .effort(Effort.once(2, 4, 1600))
            .rows(Row.of("heap: restore, all read by a get a key", TIME, 2, FLINK_HEAP)));
  }
}
