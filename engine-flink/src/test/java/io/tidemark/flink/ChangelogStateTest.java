package io.tidemark.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.state.AggregatingStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.StateSnapshotTransformer.StateSnapshotTransformFactory;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.internal.InternalAggregatingState;
import org.apache.flink.runtime.state.internal.InternalValueState;
import org.apache.flink.runtime.testutils.statemigration.TestType;
import org.apache.flink.util.StateMigrationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** States as Flink's changelog makes them: once for its changes, and again for the job. */
final class ChangelogStateTest {

  private static final KeyGroupRange ALL = KeyGroupRange.of(0, KeyedBackends.MAX_PARALLELISM - 1);

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void stateThatIsMadeAgain_holdsWhatTheChangesBrought_andHasTheSameType(String name)
      throws Exception {
    try (KeyedBackends keyed = new KeyedBackends()) {
      AbstractKeyedStateBackend<String> backend = open(keyed, name);
      make(backend, new TestType.V1TestTypeSerializer(), true).update(new TestType("there", 1));
      assertThat(make(backend, new TestType.V1TestTypeSerializer(), false).value())
          .isEqualTo(new TestType("there", 1));
      assertThatThrownBy(() -> make(backend, new TestType.V2TestTypeSerializer(), false))
          .isInstanceOf(StateMigrationException.class)
          .hasMessageContaining("'state'");
      backend.dispose();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void accumulatorThatTheChangesBrought_isTakenBeforeTheFunctionIsKnown(String name)
      throws Exception {
    try (KeyedBackends keyed = new KeyedBackends()) {
      AbstractKeyedStateBackend<String> backend = open(keyed, name);
      InternalAggregatingState<String, VoidNamespace, Long, Long, Long> state =
          backend.createOrUpdateInternalState(
              VoidNamespaceSerializer.INSTANCE,
              new AggregatingStateDescriptor<>("sum", new Unknown(), LongSerializer.INSTANCE),
              StateSnapshotTransformFactory.noTransform(),
              true);
      state.setCurrentNamespace(VoidNamespace.INSTANCE);
      state.updateInternal(3L);
      state.updateInternal(5L);
      assertThat(state.getInternal()).isEqualTo(5);
      backend.dispose();
    }
  }

  private static AbstractKeyedStateBackend<String> open(KeyedBackends keyed, String name)
      throws Exception {
    AbstractKeyedStateBackend<String> backend =
        (AbstractKeyedStateBackend<String>) keyed.open(Backends.of(name, true), ALL, List.of());
    backend.setCurrentKey("key");
    return backend;
  }

  private static ValueState<TestType> make(
      AbstractKeyedStateBackend<String> backend,
      TypeSerializer<TestType> serializer,
      boolean ofChangelog)
      throws Exception {
    InternalValueState<String, VoidNamespace, TestType> state =
        backend.createOrUpdateInternalState(
            VoidNamespaceSerializer.INSTANCE,
            new ValueStateDescriptor<>("state", serializer),
            StateSnapshotTransformFactory.noTransform(),
            ofChangelog);
    state.setCurrentNamespace(VoidNamespace.INSTANCE);
    return state;
  }

  /** Stands for a function that nobody knows yet. */
  private static final class Unknown implements AggregateFunction<Long, Long, Long> {

    private static final long serialVersionUID = 1L;

    @Override
    public Long createAccumulator() {
      throw unknown();
    }

    @Override
    public Long add(Long value, Long accumulator) {
      throw unknown();
    }

    @Override
    public Long getResult(Long accumulator) {
      throw unknown();
    }

    @Override
    public Long merge(Long first, Long second) {
      throw unknown();
    }

    private static IllegalStateException unknown() {
      return new IllegalStateException("The function is not known yet");
    }
  }
}
