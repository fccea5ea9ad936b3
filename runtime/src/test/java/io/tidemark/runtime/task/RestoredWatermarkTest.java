package io.tidemark.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.snapshot.SubtaskSnapshot;
import io.tidemark.snapshot.operator.OperatorStateRestore;
import io.tidemark.snapshot.operator.OperatorStateSnapshot;
import io.tidemark.snapshot.operator.OperatorStateStore;
import io.tidemark.testkit.InMemoryBlobs;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RestoredWatermarkTest {

  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private final List<SubtaskSnapshot> parts = new ArrayList<>();

  @Test
  void sameSubtask_goesOnAtItsOwn_soThatWhatWasLateIsLateStill() {
    take(0, 100);
    take(1, 50);
    assertThat(watermark(0, 2, 2)).isEqualTo(100);
    assertThat(watermark(1, 2, 2)).isEqualTo(50);
  }

  @Test
  void whereAnotherHadFinishedBefore_itIsStillItsOwn() {
    take(1, 50);
    take(2, 70);
    assertThat(watermark(2, 3, 3)).isEqualTo(70);
    assertThat(watermark(0, 3, 3)).isEqualTo(50);
  }

  @Test
  void otherParallelism_startsAtTheLeast() {
    take(0, 100);
    take(1, 50);
    assertThat(watermark(0, 3, 2)).isEqualTo(50);
  }

  @Test
  void nothingRestored_startsBeforeAllTime() {
    assertThat(watermark(0, 1, 1)).isEqualTo(Long.MIN_VALUE);
  }

  private void take(int subtask, long watermark) {
    OperatorStateSnapshot state =
        TaskState.capture("task", subtask, watermark, List.of(), List.of()).write(blobs);
    parts.add(new SubtaskSnapshot(subtask, null, state));
  }

  private long watermark(int subtask, int parallelism, int before) {
    OptionalInt own =
        RestoredOperators.ownPart(
            new OperatorSnapshot("task", before, parts), subtask, parallelism);
    List<OperatorStateSnapshot> states =
        parts.stream().map(SubtaskSnapshot::operatorState).toList();
    return TaskState.watermark(
        OperatorStateStore.open(
            new OperatorStateRestore("task", subtask, parallelism, states, blobs)),
        own);
  }
}
