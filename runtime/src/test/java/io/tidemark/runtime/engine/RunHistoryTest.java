package io.tidemark.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.runtime.channel.CheckpointBarrier.Kind;
import io.tidemark.runtime.channel.Partitioning;
import io.tidemark.runtime.checkpoint.CheckpointRequest;
import io.tidemark.runtime.function.OutputTag;
import io.tidemark.runtime.graph.JobEdge;
import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.runtime.graph.JobNode;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskSnapshot;
import io.tidemark.serialization.Serializers;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RunHistoryTest {

  private long now = 1000;
  private final InstantSource clock = () -> Instant.ofEpochMilli(now);
  private final RunHistory history = new RunHistory(graph(), clock, URI.create("memory:///root"));

  private static JobGraph graph() {
    return new JobGraph(
        "job",
        128,
        List.of(
            node("lines", 2),
            node("split", 2, edge("lines", null, new Partitioning.Forward())),
            node(
                "count",
                3,
                edge(
                    "split",
                    null,
                    new Partitioning.ByKey<String, String>(key -> key, Serializers.STRING))),
            node(
                "late",
                1,
                edge(
                    "count",
                    new OutputTag<>("late", Serializers.STRING),
                    new Partitioning.Rebalance()))));
  }

  private static JobNode node(String name, int parallelism, JobEdge... inputs) {
    return new JobNode(name, parallelism, context -> null, null, null, List.of(inputs));
  }

  private static JobEdge edge(String from, OutputTag<?> tag, Partitioning partitioning) {
    return new JobEdge(from, tag, 0, partitioning, Serializers.STRING);
  }

  private JobOverview overview() {
    return history.overview(JobStatus.RUNNING);
  }

  private static CheckpointRequest periodic() {
    return CheckpointRequest.of(Kind.CHECKPOINT, CheckpointRequest.Trigger.PERIODIC);
  }

  @Test
  void graph_isToldByTasksWithTheirOperators() {
    assertThat(overview().tasks())
        .containsExactly(
            new JobOverview.Task("lines", List.of("lines", "split"), 2, List.of()),
            new JobOverview.Task("count", List.of("count"), 3, List.of()),
            new JobOverview.Task("late", List.of("late"), 1, List.of()));
    assertThat(overview().edges())
        .containsExactly(
            new JobOverview.Edge("lines", "count", "split", "", JobOverview.Partitioning.BY_KEY),
            new JobOverview.Edge(
                "count", "late", "count", "late", JobOverview.Partitioning.REBALANCE));
  }

  @Test
  void attempt_isToldFromItsBeginningToItsFailure() {
    history.attemptBegins(1, OptionalLong.empty());
    now = 1010;
    history.attemptRuns();
    assertThat(overview().attempts())
        .containsExactly(AttemptRecord.begun(1, 1000, OptionalLong.empty()).running(1010));

    now = 1020;
    history.attemptFails(new IllegalStateException("broken", new RuntimeException("disk full")));
    history.attemptFails(new IllegalStateException("closed"));
    history.attemptEnded(new IllegalStateException("broken"));
    now = 1030;
    history.attemptBegins(2, OptionalLong.of(7));

    assertThat(overview().attempts())
        .containsExactly(
            AttemptRecord.begun(1, 1000, OptionalLong.empty())
                .running(1010)
                .failed("broken: disk full")
                .ended(1020),
            AttemptRecord.begun(2, 1030, OptionalLong.of(7)));
    assertThat(overview().attempt()).isEqualTo(2);
  }

  @Test
  void attemptThatEndedWell_hasNoFailure() {
    history.attemptBegins(1, OptionalLong.empty());
    history.attemptEnded(null);

    assertThat(overview().attempts().get(0).failure()).isEmpty();
    assertThat(overview().attempts().get(0).endedMillis()).hasValue(1000);
  }

  @Test
  void jobThatFailed_saysWhy() {
    assertThat(overview().failure()).isEmpty();
    history.jobFailed(new IllegalStateException("no more restarts"));
    assertThat(overview().failure()).contains("no more restarts");
  }

  @Test
  void checkpoint_isPendingWithItsPartsUntilItEnds() {
    TaskSnapshot.Phases phases =
        new TaskSnapshot.Phases(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ZERO, 3);
    history.checkpoints().begun(5, periodic());
    history.checkpoints().acknowledged(5, new SubtaskId("count", 1), phases);

    assertThat(overview().pending())
        .singleElement()
        .satisfies(pending -> assertThat(pending.id()).isEqualTo(5))
        .satisfies(
            pending ->
                assertThat(pending.phases()).containsEntry(new SubtaskId("count", 1), phases));
    assertThat(overview().ended()).isEmpty();

    now = 1042;
    history.checkpoints().failed(5, new IllegalStateException("declined", new Error("disk full")));

    assertThat(overview().pending()).isEmpty();
    assertThat(overview().ended())
        .singleElement()
        .satisfies(ended -> assertThat(ended.endedMillis()).isEqualTo(1042))
        .satisfies(ended -> assertThat(ended.failure()).contains("declined: disk full"))
        .satisfies(
            ended -> assertThat(ended.phases()).containsEntry(new SubtaskId("count", 1), phases));
  }

  @Test
  void history_isBounded_andKeepsTheNewest() {
    for (int i = 1; i <= 250; i++) {
      history.attemptBegins(i, OptionalLong.empty());
      history.checkpoints().begun(i, periodic());
      history.checkpoints().failed(i, new IllegalStateException("no"));
    }

    assertThat(overview().attempts()).hasSize(100).last().isEqualTo(newestAttempt());
    assertThat(overview().ended().stream().map(CheckpointRecord::id))
        .containsExactlyElementsOf(LongStream.rangeClosed(151, 250).boxed().toList());
  }

  private static AttemptRecord newestAttempt() {
    return AttemptRecord.begun(250, 1000, OptionalLong.empty());
  }
}
