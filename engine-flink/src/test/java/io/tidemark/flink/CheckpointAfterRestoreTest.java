package io.tidemark.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.CheckpointType;
import org.apache.flink.runtime.state.CheckpointStorageLocationReference;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.SharedStateRegistry;
import org.apache.flink.runtime.state.SharedStateRegistryImpl;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the checkpoints after a restore take over of the one that was restored. */
final class CheckpointAfterRestoreTest {

  private static final KeyGroupRange ALL = KeyGroupRange.of(0, KeyedBackends.MAX_PARALLELISM - 1);

  /** More state than what is written anew each time. */
  private static final int KEYS = 20_000;

  private static final ValueStateDescriptor<String> VALUE =
      new ValueStateDescriptor<>("value", StringSerializer.INSTANCE);

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void firstCheckpoint_withoutAChange_namesTheSharedBlobsAgain(String name) throws Exception {
    try (KeyedBackends keyed = new KeyedBackends()) {
      IncrementalRemoteKeyedStateHandle restored = written(keyed, name);
      CheckpointableKeyedStateBackend<String> backend =
          keyed.open(Backends.of(name, true), ALL, List.of(restored));
      KeyedStateHandle next = keyed.checkpoint(backend, 3);
      backend.dispose();

      assertThat(shared(next)).isNotEmpty().isEqualTo(shared(restored));
    }
  }

  /** As Flink asks for it where the checkpoint that was restored stays somebody else's. */
  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void checkpointThatIsToBeFull_andThoseAfterIt_nameNoneOfThem(String name) throws Exception {
    CheckpointOptions full =
        new CheckpointOptions(
            CheckpointType.FULL_CHECKPOINT, CheckpointStorageLocationReference.getDefault());
    try (KeyedBackends keyed = new KeyedBackends()) {
      IncrementalRemoteKeyedStateHandle restored = written(keyed, name);
      CheckpointableKeyedStateBackend<String> backend =
          keyed.open(Backends.of(name, true), ALL, List.of(restored));
      KeyedStateHandle givenUp = keyed.checkpoint(backend, 3, full);
      listener(backend).notifyCheckpointAborted(3);
      KeyedStateHandle first = keyed.checkpoint(backend, 4, full);
      listener(backend).notifyCheckpointComplete(4);
      KeyedStateHandle second = keyed.checkpoint(backend, 5);
      backend.dispose();

      assertThat(shared(givenUp)).doesNotContainAnyElementsOf(shared(restored));
      assertThat(shared(first)).doesNotContainAnyElementsOf(shared(restored));
      assertThat(shared(second)).isNotEmpty().doesNotContainAnyElementsOf(shared(restored));
    }
  }

  /** A checkpoint of a backend that had one before, as Flink's coordinator keeps it. */
  private static IncrementalRemoteKeyedStateHandle written(KeyedBackends keyed, String name)
      throws Exception {
    CheckpointableKeyedStateBackend<String> backend =
        keyed.open(Backends.of(name, true), ALL, List.of());
    SharedStateRegistry registry = new SharedStateRegistryImpl();
    ValueState<String> state =
        backend.getPartitionedState(
            VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, VALUE);
    for (int key = 0; key < KEYS; key++) {
      backend.setCurrentKey("key" + key);
      state.update("value of key " + key);
    }
    keyed.checkpoint(backend, 1).registerSharedStates(registry, 1);
    listener(backend).notifyCheckpointComplete(1);
    KeyedStateHandle written = keyed.checkpoint(backend, 2);
    written.registerSharedStates(registry, 2);
    backend.dispose();
    return (IncrementalRemoteKeyedStateHandle) written;
  }

  private static CheckpointListener listener(CheckpointableKeyedStateBackend<String> backend) {
    return (CheckpointListener) backend;
  }

  private static Set<String> shared(KeyedStateHandle checkpoint) {
    return ((IncrementalRemoteKeyedStateHandle) checkpoint)
        .getSharedState().stream()
            .map(HandleAndLocalPath::getLocalPath)
            .collect(Collectors.toSet());
  }
}
