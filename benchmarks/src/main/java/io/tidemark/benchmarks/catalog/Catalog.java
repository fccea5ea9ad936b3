package io.tidemark.benchmarks.catalog;

import io.tidemark.benchmarks.driver.Experiment;
import java.util.List;
import java.util.stream.Stream;

/** All experiments, in the order in which they are told. */
public final class Catalog {

  private Catalog() {}

  /** All experiments. */
  public static List<Experiment> all() {
    return Stream.of(
            AccessExperiments.memory(),
            AccessExperiments.rocksDb(),
            SnapshotExperiments.memory(),
            SnapshotExperiments.rocksDb())
        .flatMap(List::stream)
        .toList();
  }
}
