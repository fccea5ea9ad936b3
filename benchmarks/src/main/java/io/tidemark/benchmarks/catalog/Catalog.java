package io.tidemark.benchmarks.catalog;

import io.tidemark.benchmarks.driver.Experiment;
import java.util.List;
import java.util.stream.Stream;

/** All experiments, in the order in which they are told. */
public final class Catalog {

  private Catalog() {}

  /** All experiments. */
  public static List<Section> sections() {
    return List.of(
        new Section(
            "memory",
            "State in memory",
            joined(AccessExperiments.memory(), SnapshotExperiments.memory())),
        new Section(
            "rocksdb",
            "State in RocksDB",
            joined(AccessExperiments.rocksDb(), SnapshotExperiments.rocksDb())),
        new Section("s3", "Blobs on S3", StorageExperiments.s3()),
        new Section("job", "Whole jobs", JobExperiments.all()));
  }

  private static List<Experiment> joined(List<Experiment> first, List<Experiment> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
