package io.tidemark.benchmarks.catalog;

import static io.tidemark.benchmarks.result.Metric.TIME;

import io.tidemark.benchmarks.driver.Effort;
import io.tidemark.benchmarks.driver.Experiment;
import io.tidemark.benchmarks.result.Row;
import java.util.List;

/** Moving 256 MiB in 16 blobs to a server and back. */
final class StorageExperiments {

  private static final String[] SDKS = {"sdk1-transfer-manager", "sdk2-parts"};

  private StorageExperiments() {}

  static List<Experiment> s3() {
    return List.of(transfer("upload"), transfer("download"));
  }

  private static Experiment transfer(String direction) {
    return Draft.of("s3-" + direction, "TransferBenchmark." + direction)
        .peers("tidemark-s3", "tidemark-s3-sdk1")
        .peers(SDKS)
        .onS3()
        .effort(Effort.once(2, 5))
        .rows(
            Row.of("S3 " + direction + ", of the better SDK alone", TIME, 0.9, SDKS),
            Row.told("S3 " + direction + ", of our client by SDK 1", TIME, "tidemark-s3-sdk1"));
  }
}
