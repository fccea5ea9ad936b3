package io.tidemark.benchmarks.catalog;

import io.tidemark.benchmarks.driver.Experiment;
import java.util.List;
import java.util.stream.Stream;

/** The experiments, in the order in which they are told. */
public final class Catalog {

  private Catalog() {}

  /** The experiments of a full run. */
  public static List<Section> sections() {
    return List.of(
        new Section("memory-access", "State in memory: access", AccessExperiments.of(Side.MEMORY)),
        new Section(
            "memory-snapshots",
            "State in memory: snapshots and restores",
            joined(SnapshotExperiments.of(Side.MEMORY), RestoreExperiments.of(Side.MEMORY))),
        new Section(
            "rocksdb-access", "State in RocksDB: access", AccessExperiments.of(Side.ROCKSDB)),
        new Section(
            "rocksdb-snapshots",
            "State in RocksDB: snapshots and restores",
            joined(SnapshotExperiments.of(Side.ROCKSDB), RestoreExperiments.of(Side.ROCKSDB))),
        new Section("hdfs", "Snapshots on HDFS", StorageExperiments.hdfs()),
        new Section("s3", "Blobs and snapshots on S3", StorageExperiments.s3()),
        new Section("job", "Whole jobs", JobExperiments.all()));
  }

  /** Those of a full run, and those that are run only where they are named. */
  public static List<Section> sectionsByName() {
    return Stream.concat(
            sections().stream(),
            Stream.of(
                new Section("flink", "State backends inside Apache Flink", FlinkExperiments.all())))
        .toList();
  }

  private static List<Experiment> joined(List<Experiment> first, List<Experiment> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
