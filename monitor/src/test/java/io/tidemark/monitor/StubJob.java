package io.tidemark.monitor;

import io.tidemark.runtime.channel.CheckpointBarrier.Kind;
import io.tidemark.runtime.checkpoint.CheckpointRequest.Trigger;
import io.tidemark.runtime.engine.AttemptRecord;
import io.tidemark.runtime.engine.CheckpointRecord;
import io.tidemark.runtime.engine.JobHandle;
import io.tidemark.runtime.engine.JobOverview;
import io.tidemark.runtime.engine.JobOverview.Partitioning;
import io.tidemark.runtime.engine.JobStatus;
import io.tidemark.runtime.engine.PendingRecord;
import io.tidemark.runtime.task.SubtaskCounts;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskSnapshot;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A job that fares as a test says, and notes what it is asked. */
final class StubJob implements JobHandle {

  static final long START = 1_700_000_000_000L;

  final List<String> asked = new CopyOnWriteArrayList<>();
  volatile JobStatus status = JobStatus.RUNNING;
  volatile Optional<String> failure = Optional.empty();
  volatile long timeMillis = START;
  volatile List<AttemptRecord> attempts = List.of(running(1));
  volatile List<PendingRecord> pending = List.of();
  volatile List<CheckpointRecord> ended = List.of();
  volatile List<SubtaskCounts> sources = List.of(counts(0), counts(0));
  volatile CompletableFuture<CheckpointRecord> next = new CompletableFuture<>();

  static SubtaskCounts counts(long records) {
    return new SubtaskCounts(SubtaskCounts.Status.RUNNING, records, 2 * records, 0, 0, START);
  }

  static AttemptRecord running(int number) {
    return new AttemptRecord(
        number,
        START,
        OptionalLong.empty(),
        OptionalLong.of(START + 5),
        OptionalLong.empty(),
        Optional.empty());
  }

  static AttemptRecord failed(int number, String why) {
    return new AttemptRecord(
        number,
        START,
        OptionalLong.of(7),
        OptionalLong.of(START + 5),
        OptionalLong.of(START + 500),
        Optional.of(why));
  }

  static CheckpointRecord completed(long id) {
    return record(id, Optional.of(URI.create("file:///there/" + id)), Optional.empty());
  }

  static CheckpointRecord failedCheckpoint(long id, String why) {
    return record(id, Optional.empty(), Optional.of(why));
  }

  private static CheckpointRecord record(long id, Optional<URI> uri, Optional<String> failure) {
    return new CheckpointRecord(
        id,
        id % 5 == 0 ? Kind.SAVEPOINT : Kind.CHECKPOINT,
        id % 5 == 0 ? Trigger.MANUAL : Trigger.PERIODIC,
        START + 1000 * id,
        START + 1000 * id + 40 + id,
        failure.isPresent() ? 0 : 1000 * id,
        failure.isPresent() ? 0 : 10 * id,
        Map.of(
            new SubtaskId("read", 0), phases(0, 1, 20, 0),
            new SubtaskId("count", 0), phases(3, 2, 30, 70),
            new SubtaskId("read", 1), phases(1, 9, 4, 5)),
        uri,
        failure);
  }

  static TaskSnapshot.Phases phases(int alignment, int sync, int async, long bytes) {
    return new TaskSnapshot.Phases(
        Duration.ofMillis(alignment), Duration.ofMillis(sync), Duration.ofMillis(async), bytes);
  }

  static PendingRecord underWay(long id) {
    return new PendingRecord(
        id,
        Kind.CHECKPOINT,
        Trigger.PERIODIC,
        START,
        Map.of(new SubtaskId("read", 0), phases(0, 1, 2, 3)));
  }

  @Override
  public String name() {
    return "stub";
  }

  @Override
  public JobStatus status() {
    return status;
  }

  @Override
  public JobOverview overview() {
    return new JobOverview(
        name(),
        status,
        failure,
        timeMillis,
        List.of(
            new JobOverview.Task("read", List.of("read", "split"), 2, new ArrayList<>(sources)),
            new JobOverview.Task("count", List.of("count"), 1, List.of(counts(3)))),
        List.of(new JobOverview.Edge("read", "count", "split", "", Partitioning.BY_KEY)),
        attempts,
        pending,
        ended);
  }

  @Override
  public CompletableFuture<JobStatus> result() {
    return new CompletableFuture<>();
  }

  @Override
  public CompletableFuture<CheckpointRecord> checkpoint() {
    asked.add("checkpoint");
    return next;
  }

  @Override
  public CompletableFuture<CheckpointRecord> savepoint(Optional<URI> root, AfterSavepoint after) {
    asked.add("savepoint " + root.map(URI::toString).orElse("-") + " " + after);
    return next;
  }

  @Override
  public void cancel() {
    asked.add("cancel");
  }
}
