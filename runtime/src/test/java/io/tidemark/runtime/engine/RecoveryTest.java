package io.tidemark.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.runtime.checkpoint.CheckpointRequest;
import io.tidemark.runtime.connector.memory.InMemorySink;
import io.tidemark.runtime.connector.memory.InMemorySource;
import io.tidemark.runtime.function.KeyedContext;
import io.tidemark.runtime.function.KeyedProcess;
import io.tidemark.serialization.Serializers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {

  private static final String[] TWO_FAILURES_IN_TEN_SECONDS = {
    "restart-strategy.type", "failure-rate",
    "restart-strategy.failure-rate.max-failures-per-interval", "2",
    "restart-strategy.failure-rate.failure-rate-interval", "10 s",
    "restart-strategy.failure-rate.delay", "3 s"
  };

  private final Path folder;
  @AutoClose private final EngineRig rig;

  RecoveryTest(@TempDir Path folder) {
    this.folder = folder;
    rig = new EngineRig(folder);
  }

  @Test
  void startFromNothing_fallsBackToNothing_notToAnEarlierRunsCheckpoint() throws Exception {
    CountingJob job = new CountingJob(1);
    job.words.add(0, List.of("a"));
    JobHandle earlier = rig.start(job);
    job.awaitCounted(1);
    EngineRig.checkpoint(earlier);
    EngineRig.cancel(earlier);
    rig.restored.clear();
    job.bombs.set(1);
    job.words.add(0, List.of(CountingJob.BOMB));
    job.words.end();
    EngineRig.get(
        rig.start(
                job,
                new RestoreChoice.Nothing(),
                "restart-strategy.type",
                "fixed-delay",
                "restart-strategy.fixed-delay.delay",
                "0 s")
            .result());

    assertThat(rig.restored).containsExactly(0L, 0L);
  }

  @Test
  void fixedDelay_endsTheJobWhenItsAttemptsAreUsed() {
    CountingJob job = new CountingJob(1);
    job.bombs.set(3);
    job.words.add(0, List.of(CountingJob.BOMB));
    JobHandle handle =
        rig.start(
            job,
            "restart-strategy.type",
            "fixed-delay",
            "restart-strategy.fixed-delay.attempts",
            "2",
            "restart-strategy.fixed-delay.delay",
            "0 s");
    assertThatThrownBy(() -> EngineRig.get(handle.result()))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("boom")
        .hasMessageContaining("restart-strategy.fixed-delay.attempts is 2");
    assertThat(rig.failures).hasSize(3);
    assertThat(rig.statuses())
        .as("after the last failure, nobody is told that it starts again")
        .containsSubsequence(JobStatus.RESTARTING, JobStatus.RESTARTING, JobStatus.FAILED)
        .filteredOn(status -> status == JobStatus.RESTARTING)
        .hasSize(2);
    assertThat(handle.status()).isEqualTo(JobStatus.FAILED);
  }

  @Test
  void failureRate_endsTheJobWhenFailuresComeTooOften() throws Exception {
    CountingJob job = new CountingJob(1);
    job.bombs.set(3);
    job.words.add(0, List.of(CountingJob.BOMB));
    JobHandle handle = rig.start(job, TWO_FAILURES_IN_TEN_SECONDS);
    for (int failure = 1; failure <= 2; failure++) {
      rig.await(JobStatus.RESTARTING);
      rig.time.awaitAlarm(Duration.ofSeconds(3));
      rig.advance(Duration.ofSeconds(3));
    }
    assertThatThrownBy(() -> EngineRig.get(handle.result()))
        .hasMessageContaining("boom")
        .hasMessageContaining("more than 2 failures came within 10000 ms");
    assertThat(rig.failures).hasSize(3);
    assertThat(handle.status()).isEqualTo(JobStatus.FAILED);
  }

  @Test
  void failureRate_goesOnAsLongAsFailuresAreRare() throws Exception {
    CountingJob job = new CountingJob(1);
    job.bombs.set(5);
    job.words.add(0, List.of(CountingJob.BOMB));
    job.words.end();
    JobHandle handle = rig.start(job, TWO_FAILURES_IN_TEN_SECONDS);
    for (int failure = 1; failure <= 5; failure++) {
      rig.await(JobStatus.RESTARTING);
      rig.time.awaitAlarm(Duration.ofSeconds(3));
      // Every other one comes 3 s after the one before, and the next 10 s after that one.
      rig.advance(Duration.ofSeconds(failure % 2 == 0 ? 10 : 3));
    }
    assertThat(EngineRig.get(handle.result())).isEqualTo(JobStatus.FINISHED);
    assertThat(rig.failures).hasSize(5);
    assertThat(job.counts.committed()).containsExactly("bomb:1");
  }

  @Test
  void errorWhileARestorePointIsLookedFor_isAFailureLikeOthers() throws Exception {
    String name = UUID.randomUUID().toString();
    try (EngineRig watched = new EngineRig(folder, "watched:///" + name)) {
      CountingJob job = new CountingJob(1);
      job.bombs.set(1);
      job.words.add(0, List.of(CountingJob.BOMB));
      job.words.end();
      JobHandle handle = watched.start(job, TWO_FAILURES_IN_TEN_SECONDS);
      watched.await(JobStatus.RESTARTING);
      watched.time.awaitAlarm(Duration.ofSeconds(3));
      WatchedStorages.of(name).fail(new NoClassDefFoundError("broken on purpose"));
      watched.advance(Duration.ofSeconds(3));
      watched.time.awaitAlarm(Duration.ofSeconds(3));
      watched.advance(Duration.ofSeconds(3));
      assertThat(EngineRig.get(handle.result())).isEqualTo(JobStatus.FINISHED);
      assertThat(job.counts.committed()).containsExactly("bomb:1");
    }
  }

  @Test
  void subtaskWithoutAThread_failsItsAttempt_whichEndsBeforeTheNext() throws Exception {
    CountingJob job = new CountingJob(2);
    List<Thread> started = new CopyOnWriteArrayList<>();
    rig.threads =
        task ->
            new Thread(task) {
              @Override
              public synchronized void start() {
                if (!getName().endsWith("/run")) {
                  started.add(this);
                  if (started.size() == 2) {
                    throw new OutOfMemoryError("no thread, on purpose");
                  }
                }
                super.start();
              }
            };
    job.words.add(0, List.of("a"));
    job.words.end();
    JobHandle handle =
        rig.start(
            job,
            "parallelism.default",
            "2",
            "restart-strategy.type",
            "fixed-delay",
            "restart-strategy.fixed-delay.attempts",
            "1",
            "restart-strategy.fixed-delay.delay",
            "0 s");

    assertThat(EngineRig.get(handle.result())).isEqualTo(JobStatus.FINISHED);
    assertThat(rig.failures).singleElement().isInstanceOf(OutOfMemoryError.class);
    assertThat(job.counts.committed()).containsExactly("a:1");
    assertThat(started).hasSizeGreaterThan(2);
    for (Thread thread : started) {
      thread.join(Duration.ofSeconds(30).toMillis());
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  @Test
  void stateThatWasWrittenForOneCheckpointAlone_isWrittenAnewAfterARestart() throws Exception {
    CountingJob job = new CountingJob(1);
    List<String> words = IntStream.range(0, 600).mapToObj(i -> "word-" + i).toList();
    String[] fewInline = {"execution.checkpointing.data-inline-threshold", "100 b"};
    JobHandle handle = rig.start(job, fewInline);
    for (int run = 0; run < 3; run++) {
      List<String> more = words.subList(run * 200, (run + 1) * 200);
      job.words.add(0, more);
      job.awaitCounted(more.size());
      assertThat(EngineRig.checkpoint(handle).isCompleted()).isTrue();
      EngineRig.cancel(handle);
      handle = rig.start(job, fewInline);
    }
    job.words.add(0, words);
    job.words.end();
    assertThat(EngineRig.get(handle.result())).isEqualTo(JobStatus.FINISHED);
    List<String> twice = new ArrayList<>(words);
    twice.addAll(words);
    assertThat(job.counts.committed()).containsExactlyElementsOf(CountingJob.expected(twice));
  }

  @Test
  void restart_waitsForItsDelay() throws Exception {
    CountingJob job = new CountingJob(1);
    job.bombs.set(1);
    job.words.add(0, List.of(CountingJob.BOMB));
    job.words.end();
    JobHandle handle =
        rig.start(
            job,
            "restart-strategy.type",
            "exponential-delay",
            "restart-strategy.exponential-delay.initial-backoff",
            "8 s",
            "restart-strategy.exponential-delay.jitter-factor",
            "0");
    rig.await(JobStatus.RESTARTING);
    rig.time.awaitAlarmAfter(Duration.ofSeconds(1));
    rig.advance(Duration.ofMillis(7999));
    assertThat(handle.status()).isEqualTo(JobStatus.RESTARTING);
    rig.advance(Duration.ofMillis(1));
    assertThat(EngineRig.get(handle.result())).isEqualTo(JobStatus.FINISHED);
    assertThat(job.counts.committed()).containsExactly("bomb:1");
  }

  @Test
  void processingTimeTimer_isRestored_andFiresWhenItIsDue() throws Exception {
    InMemorySource<String> source = new InMemorySource<>(Serializers.STRING, 1);
    InMemorySink<String> sink = new InMemorySink<>(Serializers.STRING);
    Semaphore registered = new Semaphore(0);
    CountDownLatch fired = new CountDownLatch(1);
    source.add(0, List.of("a"));
    for (int run = 0; run < 2; run++) {
      JobHandle handle =
          rig.start(
              job ->
                  job.source("source", source)
                      .keyBy(word -> word, Serializers.STRING)
                      .process("alarm", context -> new Alarm(registered, fired), Serializers.STRING)
                      .sink("sink", sink));
      rig.await(JobStatus.RUNNING);
      if (run == 0) {
        EngineRig.acquire(registered, 1);
        EngineRig.checkpoint(handle);
        EngineRig.cancel(handle);
      } else {
        assertThat(fired.getCount()).isEqualTo(1);
        rig.advance(Duration.ofSeconds(10));
        EngineRig.await(fired);
        source.end();
        EngineRig.get(handle.result());
      }
    }
    assertThat(sink.committed()).containsExactly("a");
  }

  private record Alarm(Semaphore registered, CountDownLatch fired)
      implements KeyedProcess<String, String, String> {
    @Override
    public void process(String value, KeyedContext<String, String> context) {
      context.registerProcessingTimeTimer(context.currentProcessingTime() + 10_000);
      registered.release();
    }

    @Override
    public void onTimer(long time, KeyedContext<String, String> context) {
      context.collect(context.key());
      fired.countDown();
    }
  }

  @Test
  void enoughChangedBytes_areACheckpointOfTheirOwn() throws Exception {
    CountingJob job = new CountingJob(1);
    JobHandle handle = rig.start(job, "execution.checkpointing.trigger.bytes-changed", "1 kb");
    rig.await(JobStatus.RUNNING);
    job.words.add(0, List.of("a", "b"));
    job.awaitCounted(2);
    rig.time.awaitAlarm(Duration.ofSeconds(1));
    rig.advance(Duration.ofSeconds(1));
    rig.time.awaitAlarm(Duration.ofSeconds(1));
    assertThat(rig.checkpoints).isEmpty();
    for (int i = 0; i < 100; i++) {
      job.words.add(0, List.of("word-" + i));
    }
    job.awaitCounted(100);
    rig.advance(Duration.ofSeconds(1));
    CheckpointRecord record = rig.checkpoints.poll(30, TimeUnit.SECONDS);
    assertThat(record.trigger()).isEqualTo(CheckpointRequest.Trigger.BYTES_CHANGED);
    assertThat(record.isCompleted()).isTrue();
    EngineRig.cancel(handle);
  }

  @Test
  void aNewSourceInARestoredJob_isReadFromItsBeginning() throws Exception {
    CountingJob job = new CountingJob(1);
    job.words.add(0, List.of("a"));
    JobHandle handle = rig.start(job);
    job.awaitCounted(1);
    EngineRig.checkpoint(handle);
    EngineRig.cancel(handle);

    job.words.end();
    InMemorySink<String> copied = new InMemorySink<>(Serializers.STRING);
    JobHandle more =
        rig.start(
            builder -> {
              job.accept(builder);
              builder
                  .source("new", InMemorySource.of(Serializers.STRING, List.of("x", "y")))
                  .sink("copy", copied);
            });
    EngineRig.get(more.result());
    assertThat(copied.committed()).containsExactly("x", "y");
    assertThat(job.counts.committed()).containsExactly("a:1");
  }

  @Test
  void stateOfAnOperatorThatIsGone_isAnErrorUnlessItMayBeDropped() throws Exception {
    CountingJob job = new CountingJob(1);
    JobHandle handle = rig.start(job);
    rig.await(JobStatus.RUNNING);
    EngineRig.checkpoint(handle);
    EngineRig.cancel(handle);
    job.words.end();
    InMemorySink<String> sink = new InMemorySink<>(Serializers.STRING);
    assertThatThrownBy(
            () -> rig.start(builder -> builder.source("words", job.words).sink("other", sink)))
        .hasMessageContaining("counts")
        .hasMessageContaining("execution.state-recovery.ignore-unclaimed-state");
    JobHandle dropped =
        rig.start(
            builder -> builder.source("words", job.words).sink("other", sink),
            "execution.state-recovery.ignore-unclaimed-state",
            "true");
    assertThat(EngineRig.get(dropped.result())).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  void stuckSubtask_failsTheJobOver_andEndsTheProcessWhenItDoesNotEnd() throws Exception {
    CountingJob job = new CountingJob(1);
    job.permits = new Semaphore(0);
    job.words.add(0, List.of("a"));
    JobHandle handle =
        rig.start(job, "heartbeat.timeout", "10 s", "task.cancellation.timeout", "30 s");
    rig.await(JobStatus.RUNNING);
    job.awaitHeldUp();
    rig.time.awaitAlarm(Duration.ofSeconds(10));
    rig.advance(Duration.ofSeconds(10));
    rig.time.awaitAlarm(Duration.ofSeconds(10));
    rig.advance(Duration.ofSeconds(10));
    Throwable failure = rig.failures.poll(30, TimeUnit.SECONDS);
    assertThat(failure).isInstanceOf(StuckTaskException.class).hasMessageContaining("counts#0");
    rig.time.awaitAlarm(Duration.ofSeconds(30));
    rig.advance(Duration.ofMillis(29_999));
    assertThat(rig.halted).isNotDone();
    rig.advance(Duration.ofMillis(1));
    assertThat(EngineRig.get(rig.halted)).isEqualTo(JobRun.STUCK_EXIT_CODE);
    job.permits.release(10);
    assertThatThrownBy(() -> EngineRig.get(handle.result())).hasMessageContaining("sign of life");
  }
}
