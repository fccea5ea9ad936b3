package io.tidemark.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.NoNamespace;
import io.tidemark.state.IncompatibleStateException;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A name stands for one state, of one kind and type. */
abstract class IdentityContract extends BackendContract {

  IdentityContract(StateBackendKit kit) {
    super(kit);
  }

  @ParameterizedTest
  @EnumSource
  void askedAgain_isTheSameState(Kind kind) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<Long> first = Handle.numbered(store, kind, "state");
      store.at(1L);
      first.in(3L).put(1);
      Handle<Long> second = Handle.numbered(store, kind, "state");
      assertThat(second.in(3L).contents()).isEqualTo(kind.of(1));
      second.put(2);

      assertThat(first.in(3L).contents()).isEqualTo(kind.of(1, 2));
    }
  }

  @Test
  void timersAskedForAgain_areTheSameQueue() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      store.timers("queue", Serializers.LONG).add(1, 1L, store.keyGroupOf(1L), 0L);

      assertThat(store.timers("queue", Serializers.LONG).size()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nameOfAnotherKind_isIncompatible(Kind kind) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle.of(store, kind, "state");
      for (Kind other : Kind.values()) {
        if (other != kind) {
          assertIncompatible(store, other.descriptor("state"), NoNamespace.SERIALIZER);
        }
      }
    }
  }

  @Test
  void nameOfAnotherType_isIncompatible() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      store.state(StateDescriptor.value("state", Serializers.LONG));
      assertIncompatible(
          store, StateDescriptor.value("state", Serializers.STRING), NoNamespace.SERIALIZER);
      store.state(StateDescriptor.map("state-of-map", Serializers.LONG, Serializers.LONG));
      assertIncompatible(
          store,
          StateDescriptor.map("state-of-map", Serializers.STRING, Serializers.LONG),
          NoNamespace.SERIALIZER);
      assertIncompatible(
          store,
          StateDescriptor.map("state-of-map", Serializers.LONG, Serializers.STRING),
          NoNamespace.SERIALIZER);
    }
  }

  @Test
  void nameWithOtherNamespaces_isIncompatible() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle.numbered(store, Kind.VALUE, "state");
      assertIncompatible(store, Kind.VALUE.descriptor("state"), Serializers.STRING);
      assertIncompatible(store, Kind.VALUE.descriptor("state"), NoNamespace.SERIALIZER);
      store.timers("queue", Serializers.LONG);

      assertThatThrownBy(() -> store.timers("queue", Serializers.STRING))
          .isInstanceOf(IncompatibleStateException.class)
          .hasMessageContaining("queue");
    }
  }

  @Test
  void refusedQuestion_leavesTheStateAlone() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ValueState<Long> state = store.state(StateDescriptor.value("state", Serializers.LONG));
      store.at(1L);
      state.update(5L);
      assertIncompatible(
          store, StateDescriptor.value("state", Serializers.STRING), NoNamespace.SERIALIZER);

      assertThat(state.value()).isEqualTo(5);
    }
  }

  @Test
  void queueAndStateOfOneName_areApart() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<Long> state = Handle.numbered(store, Kind.VALUE, "name");
      var queue = store.timers("name", Serializers.STRING);
      store.at(1L);
      state.put(5);
      queue.add(1, 1L, store.keyGroupOf(1L), "window");

      assertThat(state.contents()).isEqualTo(5L);
      assertThat(queue.size()).isEqualTo(1);
      assertThat(store.keys("name", 0L)).containsExactly(1L);
    }
  }

  @Test
  void longAndStrangeNames_areNames() {
    String[] names = {"a b", "../x", "ä€😀", "x".repeat(1_000), "A", "a", "%00", "default"};
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      store.at(1L);
      long number = 0;
      for (String name : names) {
        Handle.of(store, Kind.VALUE, name).put(++number);
      }

      number = 0;
      for (String name : names) {
        assertThat(Handle.of(store, Kind.VALUE, name).contents()).isEqualTo(++number);
      }
    }
  }

  private static <N> void assertIncompatible(
      KitStore<Long> store, StateDescriptor<? extends State> descriptor, Serializer<N> namespaces) {
    assertThatThrownBy(() -> store.state(descriptor, namespaces))
        .isInstanceOfSatisfying(
            IncompatibleStateException.class,
            e -> assertThat(e.state()).isEqualTo(descriptor.name()));
  }
}
