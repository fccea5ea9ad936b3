package io.tidemark.runtime.task;

import io.tidemark.snapshot.SubtaskSnapshot;
import java.time.Duration;
import java.util.Map;

/**
 * A subtask's part of a checkpoint.
 *
 * @param operators what each stateful operator of the subtask's chain wrote, by operator name
 * @param phases how long it took
 */
public record TaskSnapshot(Map<String, SubtaskSnapshot> operators, Phases phases) {

  public TaskSnapshot {
    operators = Map.copyOf(operators);
  }

  /**
   * How long the phases of a subtask's part took.
   *
   * @param alignment from the first barrier to the last
   * @param sync how long no record was processed
   * @param async how long the capture was written
   * @param channelStateBytes bytes of records in flight that became part of the checkpoint
   */
  public record Phases(Duration alignment, Duration sync, Duration async, long channelStateBytes) {}
}
