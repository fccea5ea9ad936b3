package io.tidemark.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.memory.MemoryStateBackendFactory;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.testkit.model.ModelRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The testkit's random jobs, each crash restored from what is on S3. */
class ModelOnS3Test {

  @ParameterizedTest
  @CsvSource({"sdk2, 1", "sdk1, 3"})
  void randomJob_holdsWhatTheModelHolds(String client, long seed, @TempDir Path directory) {
    Map<String, String> configuration = Opened.patient(S3Server.endpoint(), client);
    try (SnapshotStorage storage = Opened.open(Opened.freshRoot(), configuration)) {
      BlobsOnS3 blobs = new BlobsOnS3(storage);
      ModelRun.run(
          List.of(new MemoryStateBackendFactory()), Map.of(), directory, blobs::under, seed, 1_000);

      assertThat(blobs.blobsRead()).isPositive();
    }
  }
}
