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
import java.util.function.BiFunction;
import java.util.function.Function;
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
    BiFunction<String, String, Draft> draft =
        (access, benchmark) -> Draft.of(name + "-" + access, benchmark).peers(subject, rival);
    Function<String, Row> row = access -> Row.of(title + access, RATE, goal, rival);
    return List.of(
        draft.apply("value-get", "ValueBenchmark.get").rows(row.apply("value get")),
        draft.apply("value-update", "ValueBenchmark.update").rows(row.apply("value update")),
        draft.apply("map-get", "MapBenchmark.get").rows(row.apply("map get")),
        draft.apply("map-put", "MapBenchmark.put").rows(row.apply("map put")),
        draft
            .apply("map-iterate", "MapBenchmark.iterate")
            .rows(row.apply("map iterate, 10 entries")),
        draft.apply("list-add", "ListBenchmark.add").rows(row.apply("list append")),
        draft
            .apply("list-get", "ListBenchmark.get")
            .param("filled", true)
            .rows(row.apply("list get, 10 elements")));
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
