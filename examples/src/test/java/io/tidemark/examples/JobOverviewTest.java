package io.tidemark.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.config.Configuration;
import io.tidemark.runtime.connector.file.TextFileSink;
import io.tidemark.runtime.connector.file.TextFileSource;
import io.tidemark.runtime.connector.file.TextLine;
import io.tidemark.runtime.engine.CheckpointRecord;
import io.tidemark.runtime.engine.JobHandle;
import io.tidemark.runtime.engine.JobOverview;
import io.tidemark.runtime.engine.JobStatus;
import io.tidemark.runtime.function.Collector;
import io.tidemark.runtime.function.KeyedContext;
import io.tidemark.runtime.function.KeyedProcess;
import io.tidemark.runtime.job.JobBuilder;
import io.tidemark.runtime.job.JobDefinition;
import io.tidemark.runtime.task.SubtaskCounts;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskSnapshot;
import io.tidemark.serialization.Serializers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a job tells of itself while it runs, fails and ends. */
@Timeout(120)
class JobOverviewTest {

  private static final int LINES = 5000;

  @TempDir private Path folder;
  private ExampleRuns runs;

  @BeforeEach
  void start() throws Exception {
    runs = new ExampleRuns(folder.resolve("work"));
    Files.writeString(folder.resolve("input"), "a b\n".repeat(LINES));
  }

  @AfterEach
  void stop() {
    runs.close();
  }

  /** Runs {@code step} at each line. */
  private LinesJob stepping(Runnable step) {
    return new LinesJob(folder, context -> new Step(step));
  }

  private record Step(Runnable step) implements KeyedProcess<String, String, String> {
    @Override
    public void process(String line, KeyedContext<String, String> context) {
      step.run();
    }
  }

  private Configuration configuration(Map<String, String> more) {
    return Configuration.of(
            Map.of(
                "state.backend.type", "memory",
                "execution.checkpointing.dir", folder.resolve("snapshots").toUri().toString(),
                "execution.checkpointing.interval", "20 ms",
                "pipeline.channel.batch-records", "16",
                "pipeline.channel.batches", "2"))
        .withAll(Configuration.of(more));
  }

  private static JobOverview await(JobHandle job, Predicate<JobOverview> condition) {
    while (true) {
      JobOverview overview = job.overview();
      if (condition.test(overview)) {
        return overview;
      }
      Thread.onSpinWait();
    }
  }

  private static SubtaskCounts only(JobOverview overview, int task) {
    return overview.tasks().get(task).subtasks().get(0);
  }

  @Test
  void finishedJob_tellsEveryRecordAndTheEndOfTime() throws Exception {
    JobHandle job = runs.start(stepping(() -> {}), configuration(Map.of()));
    assertThat(job.result().get(60, TimeUnit.SECONDS)).isEqualTo(JobStatus.FINISHED);

    JobOverview overview = job.overview();
    assertThat(overview.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(overview.tasks().get(0).operators()).hasSize(2).startsWith("lines");
    assertThat(overview.tasks().get(1).operators()).containsExactly("steps", "result");
    assertThat(only(overview, 0).recordsIn()).isEqualTo(LINES);
    assertThat(only(overview, 0).recordsOut()).isEqualTo(LINES);
    assertThat(only(overview, 1).recordsIn()).isEqualTo(LINES);
    assertThat(only(overview, 1).watermark()).isEqualTo(Long.MAX_VALUE);
    assertThat(only(overview, 1).status()).isEqualTo(SubtaskCounts.Status.ENDED);
    assertThat(overview.attempts())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.failure()).isEmpty())
        .satisfies(attempt -> assertThat(attempt.endedMillis()).isPresent());
    assertThat(overview.pending()).isEmpty();
    assertThat(overview.ended().stream().filter(CheckpointRecord::isCompleted).toList())
        .isNotEmpty()
        .allSatisfy(checkpoint -> assertThat(checkpoint.phases()).hasSize(2));
  }

  @Test
  void operatorThatHoldsUp_showsInTheBackPressureOfTheTaskBeforeIt() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    JobHandle job = runs.start(stepping(() -> awaitQuietly(release)), configuration(Map.of()));

    JobOverview held =
        await(job, overview -> hasBegun(overview) && only(overview, 0).backPressuredMillis() > 50);
    assertThat(only(held, 0).recordsOut()).isLessThan(LINES);
    assertThat(only(held, 1).backPressuredMillis()).isZero();
    assertThat(held.pending()).hasSizeLessThanOrEqualTo(1);

    release.countDown();
    assertThat(job.result().get(60, TimeUnit.SECONDS)).isEqualTo(JobStatus.FINISHED);
  }

  /**
   * Two subtasks read; the one that reads what is held up sends its barrier only once it goes on,
   * and until then the barrier of the other waits.
   */
  @Test
  void barrierThatWaitsForAnother_isAlignmentAndNotSync() throws Exception {
    Files.delete(folder.resolve("input"));
    Files.createDirectory(folder.resolve("input"));
    Files.writeString(folder.resolve("input/a"), "held\n".repeat(LINES));
    Files.writeString(folder.resolve("input/b"), "free\n".repeat(10 * LINES));
    CountDownLatch holds = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    JobHandle job =
        runs.start(
            new Held(folder, holds, release),
            configuration(
                Map.of(
                    "parallelism.default", "2",
                    "execution.checkpointing.interval", "0 s",
                    "pipeline.source.rate-limit", "10000")));
    holds.await();
    CompletableFuture<CheckpointRecord> checkpoint = job.checkpoint();
    JobOverview sent = await(job, JobOverviewTest::hasSentABarrier);
    await(job, overview -> overview.timeMillis() > sent.timeMillis() + 500);
    release.countDown();

    Map<SubtaskId, TaskSnapshot.Phases> phases = checkpoint.get(60, TimeUnit.SECONDS).phases();
    TaskSnapshot.Phases waited = phases.get(new SubtaskId("steps", 0));
    assertThat(waited.alignment()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    assertThat(waited.sync()).isLessThan(waited.alignment());
    assertThat(phases.get(new SubtaskId("lines", 0)).alignment()).isLessThan(waited.alignment());
    assertThat(job.result().get(60, TimeUnit.SECONDS)).isEqualTo(JobStatus.FINISHED);
  }

  /** Holds the subtask that reads lines which are to be held, at the first of them. */
  private record Held(Path folder, CountDownLatch holds, CountDownLatch release)
      implements JobDefinition {
    @Override
    public String name() {
      return "held";
    }

    @Override
    public String summary() {
      return "Holds a subtask up";
    }

    @Override
    public void define(JobBuilder job) {
      job.source("lines", new TextFileSource(folder.resolve("input")))
          .flatMap(
              (TextLine line, Collector<String> out) -> {
                if (line.text().equals("held")) {
                  holds.countDown();
                  awaitQuietly(release);
                }
                out.collect(line.text() + line.offset());
              },
              Serializers.STRING)
          .keyBy(word -> word, Serializers.STRING)
          .process("steps", context -> new Step(() -> {}), Serializers.STRING)
          .sink("result", new TextFileSink(folder.resolve("output")));
    }
  }

  private static boolean hasBegun(JobOverview overview) {
    return overview.tasks().stream().allMatch(task -> task.subtasks().size() == 1);
  }

  private static boolean hasSentABarrier(JobOverview overview) {
    return overview.pending().stream().anyMatch(checkpoint -> !checkpoint.phases().isEmpty());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void failure_isToldWithItsCause_andWhatWasRestoredAfterIt() throws Exception {
    AtomicInteger steps = new AtomicInteger();
    JobHandle job =
        runs.start(
            stepping(
                () -> {
                  if (steps.incrementAndGet() == LINES / 2) {
                    throw new IllegalStateException("broken on purpose");
                  }
                }),
            configuration(
                Map.of(
                    "restart-strategy.type", "fixed-delay",
                    "restart-strategy.fixed-delay.attempts", "1",
                    "restart-strategy.fixed-delay.delay", "1 ms",
                    "pipeline.source.rate-limit", "20000")));
    assertThat(job.result().get(60, TimeUnit.SECONDS)).isEqualTo(JobStatus.FINISHED);

    JobOverview overview = job.overview();
    assertThat(overview.attempts()).hasSize(2);
    assertThat(overview.attempts().get(0).failure())
        .hasValueSatisfying(why -> assertThat(why).contains("broken on purpose"));
    assertThat(overview.attempts().get(1).failure()).isEmpty();
    List<Long> completed =
        overview.ended().stream()
            .filter(CheckpointRecord::isCompleted)
            .map(CheckpointRecord::id)
            .toList();
    overview
        .attempts()
        .get(1)
        .restoredId()
        .ifPresent(restored -> assertThat(completed).contains(restored));
  }
}
