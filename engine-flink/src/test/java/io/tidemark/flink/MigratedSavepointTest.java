package io.tidemark.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.testutils.statemigration.TestType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Savepoints of states whose serializers have changed since their values were written. */
final class MigratedSavepointTest {

  private static final KeyGroupRange ALL = KeyGroupRange.of(0, KeyedBackends.MAX_PARALLELISM - 1);

  private static final int KEYS = 50;

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void savepointAfterAMigration_hasEveryValueInTheNewForm(String name) throws Exception {
    try (KeyedBackends keyed = new KeyedBackends()) {
      CheckpointableKeyedStateBackend<String> before =
          keyed.open(Backends.of(name, true), ALL, List.of());
      write(before, new TestType.V1TestTypeSerializer(), 0, KEYS);
      KeyedStateHandle written = keyed.checkpoint(before, 1);
      before.dispose();

      CheckpointableKeyedStateBackend<String> migrated =
          keyed.open(Backends.of(name, true), ALL, List.of(written));
      // Half of the values stay as they were written.
      write(migrated, new TestType.V2TestTypeSerializer(), 0, KEYS / 2);
      KeyedStateHandle checkpoint = keyed.checkpoint(migrated, 2);
      KeyedStateHandle savepoint = keyed.savepoint(migrated);
      migrated.dispose();

      CheckpointableKeyedStateBackend<String> heap =
          keyed.open(new HashMapStateBackend(), ALL, List.of(savepoint));
      check(heap);
      heap.dispose();
      CheckpointableKeyedStateBackend<String> again =
          keyed.open(Backends.of(name, true), ALL, List.of(checkpoint));
      check(again);
      again.dispose();
    }
  }

  private static void write(
      CheckpointableKeyedStateBackend<String> backend,
      TypeSerializer<TestType> types,
      int from,
      int to)
      throws Exception {
    ValueState<TestType> value = state(backend, value(types));
    ListState<TestType> list = state(backend, list(types));
    MapState<String, TestType> map = state(backend, map(types));
    for (int key = from; key < to; key++) {
      backend.setCurrentKey("key" + key);
      value.update(of(key));
      list.update(List.of(of(key), of(key + 1)));
      map.put("a", of(key));
    }
  }

  private static void check(CheckpointableKeyedStateBackend<String> backend) throws Exception {
    TypeSerializer<TestType> types = new TestType.V2TestTypeSerializer();
    ValueState<TestType> value = state(backend, value(types));
    ListState<TestType> list = state(backend, list(types));
    MapState<String, TestType> map = state(backend, map(types));
    for (int key = 0; key < KEYS; key++) {
      backend.setCurrentKey("key" + key);
      assertThat(value.value()).isEqualTo(of(key));
      assertThat(list.get()).containsExactly(of(key), of(key + 1));
      assertThat(map.entries()).containsExactly(Map.entry("a", of(key)));
    }
  }

  private static TestType of(int number) {
    return new TestType("text" + number, number);
  }

  private static ValueStateDescriptor<TestType> value(TypeSerializer<TestType> types) {
    return new ValueStateDescriptor<>("value", types);
  }

  private static ListStateDescriptor<TestType> list(TypeSerializer<TestType> types) {
    return new ListStateDescriptor<>("list", types);
  }

  private static MapStateDescriptor<String, TestType> map(TypeSerializer<TestType> types) {
    return new MapStateDescriptor<>("map", StringSerializer.INSTANCE, types);
  }

  private static <S extends State> S state(
      CheckpointableKeyedStateBackend<String> backend, StateDescriptor<S, ?> descriptor)
      throws Exception {
    return backend.getPartitionedState(
        VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor);
  }
}
