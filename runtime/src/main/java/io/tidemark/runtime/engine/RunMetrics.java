package io.tidemark.runtime.engine;

import io.tidemark.runtime.task.SubtaskActivity;
import io.tidemark.runtime.task.SubtaskCounts;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskControl;
import io.tidemark.runtime.task.TaskSnapshot;
import io.tidemark.spi.MetricGroup;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * A run's metrics: counters and durations grow with what the run tells, and the figures of subtasks
 * are read when somebody looks. Told on the run's thread.
 */
final class RunMetrics implements JobListener {

  private final MetricGroup group;
  private final InstantSource clock;
  private volatile double fullBytes;
  private volatile double incrementalBytes;
  private volatile double channelStateBytes;

  /**
   * @param group the job's
   */
  RunMetrics(MetricGroup group, InstantSource clock) {
    this.group = group;
    this.clock = clock;
    group.gauge("checkpoint.size.full", () -> fullBytes);
    group.gauge("checkpoint.size.incremental", () -> incrementalBytes);
    group.gauge("checkpoint.size.channel-state", () -> channelStateBytes);
    group.counter("checkpoints.completed");
    group.counter("checkpoints.failed");
    group.counter("restores");
    group.counter("failures");
  }

  /** The subtasks of a new attempt; its figures take the place of the last one's. */
  void launched(Collection<TaskControl> subtasks) {
    for (TaskControl subtask : subtasks) {
      SubtaskId id = subtask.id();
      MetricGroup own = group.group("task", id.task()).group("subtask", String.valueOf(id.index()));
      SubtaskActivity activity = subtask.activity();
      gauge(own, "records.in", activity, SubtaskCounts::recordsIn);
      gauge(own, "records.out", activity, SubtaskCounts::recordsOut);
      gauge(own, "back-pressured.seconds", activity, counts -> counts.backPressuredMillis() / 1e3);
      gauge(own, "idle.seconds", activity, counts -> counts.idleMillis() / 1e3);
      gauge(own, "watermark.lag.seconds", activity, this::watermarkLag);
    }
  }

  private void gauge(
      MetricGroup own,
      String name,
      SubtaskActivity activity,
      ToDoubleFunction<SubtaskCounts> figure) {
    own.gauge(name, () -> figure.applyAsDouble(activity.counts(clock.millis())));
  }

  /** There is none before event time has begun, and after it has ended. */
  private double watermarkLag(SubtaskCounts counts) {
    long watermark = counts.watermark();
    return watermark == Long.MIN_VALUE || watermark == Long.MAX_VALUE
        ? Double.NaN
        : (clock.millis() - watermark) / 1e3;
  }

  @Override
  public void restored(int attempt, OptionalLong snapshotId) {
    if (snapshotId.isPresent()) {
      group.counter("restores").increment();
    }
  }

  @Override
  public void attemptFailed(int attempt, Throwable cause) {
    group.counter("failures").increment();
  }

  @Override
  public void checkpointEnded(CheckpointRecord checkpoint) {
    if (!checkpoint.isCompleted()) {
      group.counter("checkpoints.failed").increment();
      return;
    }
    group.counter("checkpoints.completed").increment();
    group
        .duration("checkpoint.duration")
        .record(Duration.ofMillis(checkpoint.endedMillis() - checkpoint.startedMillis()));
    long channelState = 0;
    for (TaskSnapshot.Phases phases : checkpoint.phases().values()) {
      group.duration("checkpoint.alignment").record(phases.alignment());
      group.duration("checkpoint.sync").record(phases.sync());
      group.duration("checkpoint.async").record(phases.async());
      channelState += phases.channelStateBytes();
    }
    fullBytes = checkpoint.totalBytes();
    incrementalBytes = checkpoint.addedBytes();
    channelStateBytes = channelState;
  }
}
