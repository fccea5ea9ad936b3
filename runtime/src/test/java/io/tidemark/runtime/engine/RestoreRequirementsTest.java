package io.tidemark.runtime.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.runtime.task.TaskState;
import io.tidemark.serialization.Serializers;
import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.snapshot.SnapshotKind;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.snapshot.SubtaskSnapshot;
import io.tidemark.snapshot.operator.OperatorStateRestore;
import io.tidemark.snapshot.operator.OperatorStateStore;
import io.tidemark.spi.KeyGroups;
import io.tidemark.testkit.InMemoryBlobs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestoreRequirementsTest {

  private static final String GONE = TaskState.nameOf("gone");

  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private final RestoreRequirements requirements =
      new RestoreRequirements(new JobGraph("job", 128, List.of()), Configuration.empty());

  @Test
  void eventTimeOfATaskThatIsGone_isNoLoss_recordsOnTheirWayToItAre() {
    assertThatCode(() -> requirements.check(snapshotWith("watermarks"))).doesNotThrowAnyException();
    assertThatThrownBy(() -> requirements.check(snapshotWith("records")))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(GONE);
  }

  /** A task's state of which one list has an element. */
  private SnapshotManifest snapshotWith(String list) {
    OperatorStateStore store = OperatorStateStore.open(OperatorStateRestore.none(GONE));
    store.unionList(list, Serializers.LONG).add(1L);
    SubtaskSnapshot subtask = new SubtaskSnapshot(0, null, store.capture(false).write(blobs));
    return new SnapshotManifest(
        "job",
        1,
        SnapshotKind.CHECKPOINT,
        1,
        1,
        0,
        0,
        128,
        KeyGroups.RULE,
        List.of(new OperatorSnapshot(GONE, 1, List.of(subtask))),
        Map.of());
  }
}
