package io.tidemark.benchmarks.catalog;

import static io.tidemark.benchmarks.result.Metric.TIME;

import io.tidemark.benchmarks.driver.Effort;
import io.tidemark.benchmarks.driver.Experiment;
import io.tidemark.benchmarks.peer.ExampleJob;
import io.tidemark.benchmarks.result.Row;
import java.util.List;

/** Whole jobs: two subtasks of each operator, and a checkpoint each second. */
final class JobExperiments {

  private static final String BENCHMARK = "JobBenchmark.run";
  private static final String TIDEMARK = "tidemark-job";
  private static final String FLINK = "flink-job";
  private static final int WORDS = 10_000_000;
  private static final int RECORDS = 3_000_000;

  private JobExperiments() {}

  static List<Experiment> all() {
    return List.of(
        besideFlink("word-count", ExampleJob.WORD_COUNT, WORDS)
            .headline()
            .rows(Row.of("word count", TIME, 1, FLINK)),
        besideFlink("fraud-detection", ExampleJob.FRAUD_DETECTION, RECORDS)
            .rows(Row.of("fraud detection", TIME, 1, FLINK)),
        besideFlink("page-views", ExampleJob.PAGE_VIEWS, RECORDS)
            .rows(Row.of("page views", TIME, 1, FLINK)),
        job("checkpoints", ExampleJob.WORD_COUNT, WORDS)
            .beside("without-checkpoints", TIDEMARK, "checkpointMillis", 0)
            .effort(Effort.once(2, 5, 1500))
            .rows(
                Row.of("word count, of one without checkpoints", TIME, 0.9, "without-checkpoints")),
        job("alignment", ExampleJob.WORD_COUNT, WORDS)
            .param("checkpointMillis", 100)
            .beside("without-alignment", TIDEMARK, "aligned", false)
            .effort(Effort.once(2, 5, 1500))
            .rows(
                Row.told(
                    "word count, 10 checkpoints/s, of one not aligned",
                    TIME,
                    "without-alignment")));
  }

  private static Draft besideFlink(String name, ExampleJob job, int records) {
    return job(name, job, records).peers(FLINK).effort(Effort.once(1, 3, 2300));
  }

  private static Draft job(String name, ExampleJob job, int records) {
    return Draft.of("job-" + name, BENCHMARK)
        .param("job", job)
        .param("keys", records)
        .peers(TIDEMARK)
        .loading(6);
  }
}
