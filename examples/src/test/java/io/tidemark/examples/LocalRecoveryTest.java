package io.tidemark.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.config.Configuration;
import io.tidemark.runtime.engine.CheckpointRecord;
import io.tidemark.runtime.engine.JobHandle;
import io.tidemark.runtime.engine.JobListener;
import io.tidemark.runtime.engine.JobStatus;
import io.tidemark.runtime.function.KeyedContext;
import io.tidemark.runtime.function.KeyedProcess;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.MetricGroup;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That a job on RocksDB, after a failure, takes up the files of its last checkpoint here. */
@Timeout(120)
class LocalRecoveryTest {

  private static final int LINES = 4000;

  @TempDir private Path folder;

  private final Counters metrics = new Counters();
  private final Semaphore completed = new Semaphore(0);
  private final AtomicBoolean broken = new AtomicBoolean();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void failedJob_takesItsFilesFromThisMachineUnlessItMayNot(boolean enabled) throws Exception {
    List<String> lines = writeInput();
    try (ExampleRuns runs = new ExampleRuns(folder.resolve("work"), metrics)) {
      JobHandle job =
          runs.start(new LinesJob(folder, Once::new), configuration(enabled), completed::release);

      assertThat(job.result().get(60, TimeUnit.SECONDS)).isEqualTo(JobStatus.FINISHED);
      assertThat(job.overview().attempts()).hasSize(2);
    }
    assertThat(ExampleRuns.committed(folder.resolve("output"))).isEqualTo(lines);
    assertThat(metrics.count("rocksdb.restore.files-local") > 0).isEqualTo(enabled);
  }

  /** What becomes of the files that the failed attempt left. */
  enum Damage {
    FLIPPED_BYTE,
    HALF_WRITTEN,
    MISSING,
    FOLDER_IN_PLACE
  }

  @ParameterizedTest
  @EnumSource
  void filesThatWereDamagedMeanwhile_areReadFromTheStorage(Damage damage) throws Exception {
    List<String> lines = writeInput();
    AtomicInteger damaged = new AtomicInteger();
    JobListener beforeTheSecondAttempt =
        new JobListener() {
          @Override
          public void restored(int attempt, OptionalLong snapshotId) {
            if (attempt == 2) {
              damaged.set(damage(damage));
            }
          }

          @Override
          public void checkpointEnded(CheckpointRecord checkpoint) {
            if (checkpoint.isCompleted()) {
              completed.release();
            }
          }
        };
    try (ExampleRuns runs = new ExampleRuns(folder.resolve("work"), metrics)) {
      JobHandle job =
          runs.start(new LinesJob(folder, Once::new), configuration(true), beforeTheSecondAttempt);

      assertThat(job.result().get(60, TimeUnit.SECONDS)).isEqualTo(JobStatus.FINISHED);
      assertThat(job.overview().attempts()).as("no failure more").hasSize(2);
    }
    assertThat(damaged).hasPositiveValue();
    assertThat(metrics.count("rocksdb.restore.files-local")).isZero();
    assertThat(ExampleRuns.committed(folder.resolve("output"))).isEqualTo(lines);
  }

  /** Damages all local copies, none of the files that they are links to, and counts them. */
  private int damage(Damage damage) {
    try (Stream<Path> files = Files.walk(folder.resolve("work"))) {
      List<Path> copies = files.filter(file -> file.getParent().endsWith("copies")).toList();
      for (Path copy : copies) {
        byte[] bytes = Files.readAllBytes(copy);
        Files.delete(copy);
        switch (damage) {
          case FLIPPED_BYTE -> {
            bytes[bytes.length / 2] ^= 1;
            Files.write(copy, bytes);
          }
          case HALF_WRITTEN -> Files.write(copy, Arrays.copyOf(bytes, bytes.length / 2));
          case MISSING -> {}
          case FOLDER_IN_PLACE -> Files.createDirectory(copy);
        }
      }
      return copies.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> writeInput() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      lines.add("line-" + i);
    }
    Files.write(folder.resolve("input"), lines);
    lines.sort(null);
    return lines;
  }

  private Configuration configuration(boolean localBackup) {
    return Configuration.of(
        Map.of(
            "state.backend.type", "rocksdb",
            "execution.checkpointing.dir", folder.resolve("snapshots").toUri().toString(),
            "execution.checkpointing.interval", "20 ms",
            "execution.checkpointing.data-inline-threshold", "0 b",
            "execution.checkpointing.local-backup.enabled", Boolean.toString(localBackup),
            "restart-strategy.type", "fixed-delay",
            "restart-strategy.fixed-delay.attempts", "1",
            "restart-strategy.fixed-delay.delay", "1 ms",
            "pipeline.channel.batch-records", "16",
            "pipeline.channel.batches", "2"));
  }

  /** Passes each line once, slowly until it has failed, when three checkpoints are completed. */
  private final class Once implements KeyedProcess<String, String, String> {

    private final ValueState<Boolean> seen;

    Once(KeyedContext<String, String> context) {
      seen = context.state(StateDescriptor.value("seen", Serializers.BOOLEAN));
    }

    @Override
    public void process(String line, KeyedContext<String, String> context) {
      if (!broken.get() && haveCompleted(3)) {
        broken.set(true);
        throw new IllegalStateException("broken on purpose");
      }
      if (seen.value() == null) {
        seen.update(true);
        context.collect(line);
      }
    }
  }

  private boolean haveCompleted(int checkpoints) {
    try {
      return completed.tryAcquire(checkpoints, 2, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Keeps counters by name, whatever group they are in. */
  private static final class Counters implements MetricGroup {

    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();

    long count(String name) {
      return counters.containsKey(name) ? counters.get(name).sum() : 0;
    }

    @Override
    public Counter counter(String name) {
      return counters.computeIfAbsent(name, key -> new LongAdder())::add;
    }

    @Override
    public void gauge(String name, DoubleSupplier value) {}

    @Override
    public DurationMetric duration(String name) {
      return (Duration duration) -> {};
    }

    @Override
    public MetricGroup group(String name, String value) {
      return this;
    }
  }
}
