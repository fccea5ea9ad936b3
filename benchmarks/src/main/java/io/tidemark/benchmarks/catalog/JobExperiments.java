package io.tidemark.benchmarks.catalog;

import static io.tidemark.benchmarks.result.Metric.TIME;

import io.tidemark.benchmarks.driver.Effort;
import io.tidemark.benchmarks.driver.Experiment;
import io.tidemark.benchmarks.result.Row;
import java.util.List;

/** Whole jobs: 10,000,000 words, two subtasks of each operator. */
final class JobExperiments {

  private static final String BENCHMARK = "JobBenchmark.wordCount";

  private JobExperiments() {}

  static List<Experiment> all() {
    return List.of(
        Draft.of("job-word-count", BENCHMARK)
            .peers("tidemark-job", "flink-job")
            .effort(Effort.once(1, 3))
            .rows(Row.of("word count, a checkpoint each second", TIME, 1, "flink-job")),
        Draft.of("job-checkpoints", BENCHMARK)
            .peers("tidemark-job")
            .beside("without-checkpoints", "tidemark-job", "checkpointMillis", 0)
            .effort(Effort.once(1, 5))
            .rows(
                Row.of(
                    "word count, of one without checkpoints", TIME, 0.9, "without-checkpoints")));
  }
}
