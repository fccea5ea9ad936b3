package io.tidemark.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.runtime.connector.file.TextFileSink;
import io.tidemark.runtime.connector.memory.InMemorySource;
import io.tidemark.runtime.function.KeyedContext;
import io.tidemark.runtime.function.KeyedProcess;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.FencedException;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * From whichever snapshot a job starts, and whatever became of it since: its output is what led to
 * that snapshot, and what comes after it.
 */
class OutputCourseTest {

  private static final int SEEDS = 5;
  private static final int STEPS = 25;
  @AutoClose private final EngineRig rig;
  private final Path output;
  private final InMemorySource<String> source = new InMemorySource<>(Serializers.STRING, 1);
  private final List<String> words = new ArrayList<>();
  private final BlockingQueue<String> counted = new LinkedBlockingQueue<>();
  private final AtomicBoolean bomb = new AtomicBoolean();

  OutputCourseTest(@TempDir Path folder) {
    rig = new EngineRig(folder);
    output = folder.resolve("counts");
  }

  @Test
  void savepointOfAJobThatGoesOnAndFails_isStillWhole() throws Exception {
    JobHandle handle = start(new RestoreChoice.Latest());
    count("a");
    EngineRig.checkpoint(handle);
    count("a", "b");
    CheckpointRecord savepoint = EngineRig.savepoint(handle, JobHandle.AfterSavepoint.GO_ON);
    fail();
    EngineRig.cancel(handle);

    requireWhole(start(rig.from(savepoint)));
  }

  @Test
  void committedSavepoint_isStillWhole_afterAStartFromAnOlderCheckpoint() throws Exception {
    JobHandle handle = start(new RestoreChoice.Latest());
    count("a");
    EngineRig.checkpoint(handle);
    count("a", "b");
    CheckpointRecord savepoint = EngineRig.savepoint(handle, JobHandle.AfterSavepoint.STOP);
    EngineRig.get(handle.result());
    handle = start(new RestoreChoice.Latest());
    EngineRig.cancel(handle);

    requireWhole(start(rig.from(savepoint)));
  }

  @Test
  void savepointThatWaitsToBeCommitted_isStillWhole_afterAStartUnderAnotherRoot() throws Exception {
    CheckpointRecord savepoint = waitingSavepoint();
    EngineRig.cancel(startUnder("memory:///" + UUID.randomUUID()));

    requireWhole(start(rig.from(savepoint)));
  }

  @Test
  void savepointThatWaitsToBeCommitted_isStillWhole_afterAnotherRootWasClaimedAndNoMore()
      throws Exception {
    CheckpointRecord savepoint = waitingSavepoint();
    String elsewhere = "memory:///" + UUID.randomUUID();
    rig.repository(elsewhere).claim();
    EngineRig.cancel(startUnder(elsewhere));

    requireWhole(start(rig.from(savepoint)));
  }

  @Test
  void savepointThatWaitsToBeCommitted_isStillWhole_afterAStartUnderARootThatWasUsedBefore()
      throws Exception {
    String elsewhere = "memory:///" + UUID.randomUUID();
    EngineRig.cancel(startUnder(elsewhere));
    CheckpointRecord savepoint = waitingSavepoint();
    EngineRig.cancel(startUnder(elsewhere));

    requireWhole(start(rig.from(savepoint)));
  }

  @Test
  void savepointThatWaitsToBeCommitted_isStillWhole_afterAStartUnderAnotherRootThatFailedOnce()
      throws Exception {
    CheckpointRecord savepoint = waitingSavepoint();
    Path stubborn = Files.createDirectories(output.resolve(".unfinished-0/not-empty"));
    JobHandle handle =
        begin(
            new RestoreChoice.Nothing(),
            "execution.checkpointing.dir",
            "memory:///" + UUID.randomUUID(),
            "restart-strategy.fixed-delay.delay",
            "7 s");
    rig.time.awaitAlarm(Duration.ofSeconds(7));
    Files.delete(stubborn);
    rig.advance(Duration.ofSeconds(7));
    rig.await(JobStatus.RUNNING);
    EngineRig.cancel(handle);

    requireWhole(start(rig.from(savepoint)));
  }

  @Test
  void whatAnAttemptPreparedForACheckpointThatFailed_isDeleted() throws Exception {
    JobHandle handle = start(new RestoreChoice.Latest());
    count("a");
    requireWhole(handle);
    Path prepared = output.resolve(".part-0-9-" + attempt());
    Files.writeString(prepared, "b");
    fail();

    assertThat(prepared).doesNotExist();
    assertThat(output.resolve(".taken-back-" + prepared.getFileName().toString().substring(1)))
        .doesNotExist();
    EngineRig.cancel(handle);
  }

  @Test
  void attemptsHaveNames_ofWhichNoTwoAreTheSameInAllTheirLives() throws Exception {
    JobHandle handle = start(new RestoreChoice.Latest());
    count("a");
    requireWhole(handle);
    EngineRig.cancel(handle);

    try (Stream<Path> files = Files.list(output)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.startsWith("part-"))
          .isNotEmpty()
          .allMatch(name -> name.matches("part-\\d+-\\d+-[0-9a-f]{12}"));
    }
  }

  static Stream<Long> seeds() {
    Long chosen = Long.getLong("tidemark.seed");
    return chosen != null
        ? Stream.of(chosen)
        : Stream.iterate(1L, seed -> seed + 1).limit(Integer.getInteger("tidemark.seeds", SEEDS));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void randomStartsAndFailures_leaveEverySnapshotWhole(long seed) throws Exception {
    Random random = new Random(seed);
    List<RestoreChoice> snapshots = new ArrayList<>();
    snapshots.add(new RestoreChoice.Nothing());
    snapshots.add(new RestoreChoice.Latest());
    JobHandle handle = start(new RestoreChoice.Latest());
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(7)) {
        case 0, 1 -> count("w" + random.nextInt(3));
        case 2 -> {
          long id = checkpoint(handle).id();
          snapshots.add(rig.at(rig.repository().checkpoint(id)));
        }
        case 3 -> snapshots.add(rig.from(savepoint(handle)));
        case 4 -> fail();
        case 5 -> {
          EngineRig.cancel(handle);
          handle = start(snapshots.get(random.nextInt(snapshots.size())));
          requireWhole(handle);
        }
        default -> {
          JobHandle lost = handle;
          handle = start(snapshots.get(random.nextInt(snapshots.size())));
          count();
          requireFenced(lost);
          requireWhole(handle);
        }
      }
    }
    requireWhole(handle);
    EngineRig.cancel(handle);
  }

  /** A savepoint of a job that was cancelled before it committed what it had prepared for it. */
  private CheckpointRecord waitingSavepoint() throws Exception {
    JobHandle handle = start(new RestoreChoice.Latest());
    count("a");
    EngineRig.checkpoint(handle);
    count("a", "b");
    CheckpointRecord savepoint = EngineRig.savepoint(handle, JobHandle.AfterSavepoint.GO_ON);
    EngineRig.cancel(handle);
    return savepoint;
  }

  /** The name of the attempt that has committed something. */
  private String attempt() throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("part-"))
          .map(name -> name.substring(name.lastIndexOf('-') + 1))
          .findFirst()
          .orElseThrow();
    }
  }

  private JobHandle startUnder(String root) throws Exception {
    return start(new RestoreChoice.Nothing(), "execution.checkpointing.dir", root);
  }

  private JobHandle start(RestoreChoice choice, String... more) throws Exception {
    JobHandle handle = begin(choice, more);
    rig.await(JobStatus.RUNNING);
    return handle;
  }

  private JobHandle begin(RestoreChoice choice, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "restart-strategy.type",
                "fixed-delay",
                "restart-strategy.fixed-delay.attempts",
                "1000",
                "restart-strategy.fixed-delay.delay",
                "0 s",
                "execution.checkpointing.num-retained",
                "100"));
    settings.addAll(List.of(more));
    return rig.start(
        job ->
            job.source("words", source)
                .keyBy(word -> word, Serializers.STRING)
                .process("counts", Counter::new, Serializers.STRING)
                .sink("result", new TextFileSink(output)),
        choice,
        settings.toArray(String[]::new));
  }

  private final class Counter implements KeyedProcess<String, String, String> {
    private final ValueState<Long> count;

    Counter(KeyedContext<String, String> context) {
      count = context.state(StateDescriptor.value("count", Serializers.LONG));
    }

    @Override
    public void process(String word, KeyedContext<String, String> context) {
      if (word.equals(CountingJob.BOMB) && bomb.getAndSet(false)) {
        throw new IllegalStateException("boom");
      }
      Long before = count.value();
      long now = before == null ? 1 : before + 1;
      count.update(now);
      context.collect(word + ":" + now);
      counted.add(word);
    }
  }

  private void add(String word) {
    words.add(word);
    source.add(0, List.of(word));
  }

  /** A process that has lost the job prepares another checkpoint before it finds out. */
  private void requireFenced(JobHandle lost) {
    assertThatThrownBy(() -> EngineRig.checkpoint(lost)).isInstanceOf(Exception.class);
    assertThatThrownBy(() -> EngineRig.get(lost.result()))
        .hasCauseInstanceOf(FencedException.class);
    counted.clear();
  }

  private CheckpointRecord checkpoint(JobHandle handle) throws Exception {
    return completed(handle::checkpoint);
  }

  private CheckpointRecord savepoint(JobHandle handle) throws Exception {
    return completed(() -> handle.savepoint(Optional.empty(), JobHandle.AfterSavepoint.GO_ON));
  }

  /** The first is declined where a process that had lost the job has taken its id. */
  private static CheckpointRecord completed(Supplier<CompletableFuture<CheckpointRecord>> snapshot)
      throws Exception {
    try {
      return EngineRig.get(snapshot.get());
    } catch (ExecutionException e) {
      assertThat(e).hasStackTraceContaining("nother id");
      return EngineRig.get(snapshot.get());
    }
  }

  /** Has words counted, and all that were to be counted before them. */
  private void count(String... more) throws Exception {
    List.of(more).forEach(this::add);
    String last = "last-" + words.size();
    add(last);
    String next = "";
    while (!next.equals(last)) {
      next = counted.poll(30, TimeUnit.SECONDS);
      assertThat(next).as("a word that is counted").isNotNull();
    }
  }

  /** Fails the job at a word that is counted once it has started again. */
  private void fail() throws Exception {
    bomb.set(true);
    add(CountingJob.BOMB);
    rig.await(JobStatus.RESTARTING);
    rig.await(JobStatus.RUNNING);
  }

  /** A checkpoint commits, and has done so when a savepoint after it is complete. */
  private void requireWhole(JobHandle handle) throws Exception {
    count();
    checkpoint(handle);
    savepoint(handle);
    assertThat(lines()).containsExactlyInAnyOrderElementsOf(CountingJob.expected(words));
  }

  private List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(output)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith("part-")) {
          lines.addAll(Files.readAllLines(file));
        }
      }
    }
    return lines;
  }
}
