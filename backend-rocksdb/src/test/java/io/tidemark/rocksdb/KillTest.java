package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed, as by {@code kill -9}, in the middle of something. The next one takes
 * the same working directory, finds the last snapshot whole, and goes on from it.
 */
class KillTest {

  private static final List<KilledJob.Moment> MOMENTS =
      List.of(KilledJob.Moment.CAPTURE, KilledJob.Moment.UPLOAD, KilledJob.Moment.RESTORE);

  @TempDir Path directory;

  @Test
  void processKilledAnywhere_isFollowedByOneThatGoesOnFromTheLastSnapshot() throws Exception {
    try (ChildProcess first = start(KilledJob.Moment.NEVER)) {
      assertThat(first.awaitLine("restored")).endsWith("restored 0");
      assertThat(first.exitCode()).isZero();
    }
    int rounds = KilledJob.ROUNDS;
    for (KilledJob.Moment moment : MOMENTS) {
      try (ChildProcess killed = start(moment)) {
        if (moment != KilledJob.Moment.RESTORE) {
          assertThat(killed.awaitLine("restored")).endsWith("restored " + rounds);
          rounds += KilledJob.ROUNDS - 1;
        }
        killed.awaitLine("at " + moment);
        killed.kill();
      }
      assertThat(Files.list(directory.resolve("work/rocksdb")))
          .as("left by %s", moment)
          .isNotEmpty();
    }
    try (ChildProcess last = start(KilledJob.Moment.NEVER)) {
      assertThat(last.awaitLine("restored")).endsWith("restored " + rounds);
      assertThat(last.exitCode()).isZero();
    }
    assertThat(directory.resolve("work/rocksdb")).doesNotExist();
  }

  private ChildProcess start(KilledJob.Moment moment) {
    return ChildProcess.start(
        List.of("-Xmx256m"), KilledJob.class, directory.toString(), moment.name());
  }
}
