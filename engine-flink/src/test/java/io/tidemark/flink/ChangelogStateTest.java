package io.tidemark.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.StateSnapshotTransformer.StateSnapshotTransformFactory;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
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
      AbstractKeyedStateBackend<String> backend =
          (AbstractKeyedStateBackend<String>) keyed.open(Backends.of(name, true), ALL, List.of());
      backend.setCurrentKey("key");
      make(backend, new TestType.V1TestTypeSerializer(), true).update(new TestType("there", 1));
      assertThat(make(backend, new TestType.V1TestTypeSerializer(), false).value())
          .isEqualTo(new TestType("there", 1));
      assertThatThrownBy(() -> make(backend, new TestType.V2TestTypeSerializer(), false))
          .isInstanceOf(StateMigrationException.class)
          .hasMessageContaining("'state'");
      backend.dispose();
    }
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
}
