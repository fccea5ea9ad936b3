package io.tidemark.runtime.engine;

import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.runtime.task.SubtaskActivity;
import io.tidemark.runtime.task.SubtaskCounts;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskControl;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run: its attempts, its checkpoints, and what its subtasks do. Written by the
 * run's thread only; any thread may ask for an overview.
 */
final class RunHistory {

  private static final int KEPT = 100;

  private final String job;
  private final JobShape shape;
  private final InstantSource clock;
  private final CheckpointHistory checkpoints;
  private volatile Optional<String> failure = Optional.empty();
  private volatile List<AttemptRecord> attempts = List.of();
  private volatile Map<SubtaskId, SubtaskActivity> activities = Map.of();

  /**
   * @param root the root of the checkpoints' storage
   */
  RunHistory(JobGraph graph, InstantSource clock, URI root) {
    this.job = graph.name();
    this.shape = new JobShape(graph);
    this.clock = clock;
    this.checkpoints = new CheckpointHistory(clock, root);
  }

  CheckpointHistory checkpoints() {
    return checkpoints;
  }

  void attemptBegins(int number, OptionalLong restoredId) {
    List<AttemptRecord> longer =
        new ArrayList<>(attempts.subList(Math.max(0, attempts.size() - KEPT + 1), attempts.size()));
    longer.add(AttemptRecord.begun(number, clock.millis(), restoredId));
    activities = Map.of();
    attempts = List.copyOf(longer);
  }

  /** The attempt's subtasks are started, and being restored. */
  void launched(Collection<TaskControl> subtasks) {
    activities =
        subtasks.stream().collect(Collectors.toMap(TaskControl::id, TaskControl::activity));
  }

  void attemptRuns() {
    changeNewest(attempt -> attempt.running(clock.millis()));
  }

  void attemptFails(Throwable cause) {
    changeNewest(attempt -> attempt.failed(FailureText.of(cause)));
  }

  /**
   * @param cause what ended it, if it did not end well or because that was wanted
   */
  void attemptEnded(@Nullable Throwable cause) {
    if (cause != null) {
      attemptFails(cause);
    }
    changeNewest(attempt -> attempt.ended(clock.millis()));
  }

  void jobFailed(Throwable cause) {
    failure = Optional.of(FailureText.of(cause));
  }

  private void changeNewest(UnaryOperator<AttemptRecord> change) {
    if (!attempts.isEmpty()) {
      List<AttemptRecord> changed = new ArrayList<>(attempts);
      changed.set(changed.size() - 1, change.apply(changed.get(changed.size() - 1)));
      attempts = List.copyOf(changed);
    }
  }

  JobOverview overview(JobStatus status) {
    long now = clock.millis();
    Map<SubtaskId, SubtaskCounts> counts = new HashMap<>();
    activities.forEach((subtask, activity) -> counts.put(subtask, activity.counts(now)));
    // What ends meanwhile is in both lists.
    List<PendingRecord> pending = checkpoints.pending();
    List<CheckpointRecord> ended = checkpoints.ended();
    Set<Long> endedIds = ended.stream().map(CheckpointRecord::id).collect(Collectors.toSet());
    return new JobOverview(
        job,
        status,
        failure,
        now,
        shape.tasks(counts),
        shape.edges(),
        attempts,
        pending.stream().filter(one -> !endedIds.contains(one.id())).toList(),
        ended);
  }
}
