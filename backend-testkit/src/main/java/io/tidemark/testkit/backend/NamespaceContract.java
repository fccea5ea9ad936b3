package io.tidemark.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.NamespacedState;
import io.tidemark.state.ReducingState;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a {@link NamespacedState} promises, for every kind of state. */
abstract class NamespaceContract extends BackendContract {

  NamespaceContract(StateBackendKit kit) {
    super(kit);
  }

  @ParameterizedTest
  @EnumSource
  void namespaces_areApart(Kind kind) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<Long> state = Handle.numbered(store, kind, "state");
      store.at(1L);
      state.in(1L).put(10);
      assertThat(state.in(2L).contents()).isNull();
      state.in(2L).put(20, 21);
      store.at(2L);
      state.in(1L).put(30);

      store.at(1L);
      assertThat(state.in(1L).contents()).isEqualTo(kind.of(10));
      assertThat(state.in(2L).contents()).isEqualTo(kind.of(20, 21));
      state.in(1L).clear();
      assertThat(state.in(1L).contents()).isNull();
      assertThat(state.in(2L).contents()).isEqualTo(kind.of(20, 21));
      store.at(2L);
      assertThat(state.in(1L).contents()).isEqualTo(kind.of(30));
    }
  }

  @ParameterizedTest
  @EnumSource
  void namespacesThatBeginAlike_areApart(Kind kind) {
    try (KitStore<String> store = engine.open(Serializers.STRING)) {
      Handle<String> state = Handle.of(store, kind, "state", Serializers.STRING, "");
      String[] texts = {"", "a", "aa", "ab", "b", "\u0000"};
      long number = 0;
      for (String key : texts) {
        for (String namespace : texts) {
          store.at(key);
          assertThat(state.in(namespace).contents()).isNull();
          state.in(namespace).put(++number);
        }
      }

      number = 0;
      for (String key : texts) {
        for (String namespace : texts) {
          store.at(key);
          assertThat(state.in(namespace).contents()).isEqualTo(kind.of(++number));
        }
      }
    }
  }

  @Test
  void mergeThatFails_leavesTheNamespaceCurrent() {
    StateDescriptor.OfReducing<Long> refusing =
        StateDescriptor.reducing(
            "refusing",
            Serializers.LONG,
            (left, right) -> {
              throw new IllegalStateException("not to be reduced");
            });
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      NamespacedState<Long, ReducingState<Long>> states = store.state(refusing, Serializers.LONG);
      store.at(1L);
      for (long namespace = 1; namespace <= 4; namespace++) {
        states.in(namespace).add(namespace);
      }
      ReducingState<Long> fourth = states.in(4L);

      assertThatThrownBy(() -> states.merge(1L, List.of(2L, 3L))).hasMessage("not to be reduced");

      assertThat(fourth.get()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void in_returnsAlwaysTheSameState(Kind kind) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      NamespacedState<Long, ? extends State> states =
          store.state(kind.descriptor("state"), Serializers.LONG);
      store.at(1L);

      assertThat((Object) states.in(1L)).isSameAs(states.in(2L)).isSameAs(states.in(1L));
    }
  }

  @ParameterizedTest
  @EnumSource
  void namespace_staysCurrentWhenTheKeyChanges(Kind kind) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<Long> state = Handle.numbered(store, kind, "state");
      Handle<Long> other = Handle.numbered(store, kind, "other");
      store.at(1L);
      state.in(7L);
      other.in(8L);
      store.at(2L);
      state.put(5);

      assertThat(state.in(8L).contents()).isNull();
      assertThat(state.in(7L).contents()).isEqualTo(kind.of(5));
      assertThat(other.contents()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyNamespacesOfOneKey_areKeptAndCleared(Kind kind) {
    int namespaces = 500;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<Long> state = Handle.numbered(store, kind, "state");
      store.at(1L);
      for (long namespace = 0; namespace < namespaces; namespace++) {
        state.in(namespace).put(namespace);
      }
      for (long namespace = 0; namespace < namespaces; namespace += 2) {
        state.in(namespace).clear();
      }

      for (long namespace = 0; namespace < namespaces; namespace++) {
        assertThat(state.in(namespace).contents())
            .isEqualTo(namespace % 2 == 0 ? null : kind.of(namespace));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void merge_movesTheSourcesIntoTheTarget(Kind kind) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<Long> state = Handle.numbered(store, kind, "state");
      store.at(1L);
      state.in(1L).put(1, 2);
      state.in(2L).put(3);
      state.in(3L).put(4, 5);
      state.merge(1L, List.of(3L, 2L));

      assertThat(state.in(1L).contents()).isEqualTo(kind.of(1, 2, 4, 5, 3));
      assertThat(state.in(2L).contents()).isNull();
      assertThat(state.in(3L).contents()).isNull();
      try (var left = store.bare().<Long>keysAndNamespaces("state")) {
        assertThat(left.map(place -> place.namespace())).containsExactly(1L);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void merge_intoAnEmptyTarget_fillsIt(Kind kind) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<Long> state = Handle.numbered(store, kind, "state");
      store.at(1L);
      state.in(2L).put(3);
      state.in(3L).put(4);
      state.merge(1L, List.of(2L, 3L));

      assertThat(state.in(1L).contents()).isEqualTo(kind.of(3, 4));
      assertThat(state.in(2L).contents()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void merge_ofEmptySources_changesNothing(Kind kind) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<Long> state = Handle.numbered(store, kind, "state");
      store.at(1L);
      state.in(1L).put(1);
      state.merge(1L, List.of(2L, 3L));
      state.merge(1L, List.of());
      assertThat(state.in(1L).contents()).isEqualTo(kind.of(1));
      state.merge(4L, List.of(2L, 3L));

      assertThat(state.in(4L).contents()).isNull();
      assertThat(store.keys("state", 4L)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void merge_withTheTargetAmongTheSources_keepsItsPart(Kind kind) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<Long> state = Handle.numbered(store, kind, "state");
      store.at(1L);
      state.in(1L).put(1);
      state.in(2L).put(2);
      state.merge(1L, List.of(1L, 2L));

      assertThat(state.in(1L).contents()).isEqualTo(kind.of(1, 2));
      assertThat(state.in(2L).contents()).isNull();
      state.merge(1L, List.of(1L));
      assertThat(state.in(1L).contents()).isEqualTo(kind.of(1, 2));
      state.in(2L).put(3);
      state.merge(1L, List.of(2L, 1L));
      assertThat(state.in(1L).contents()).isEqualTo(kind.of(1, 2, 3));
    }
  }

  @ParameterizedTest
  @EnumSource
  void merge_isOfTheCurrentKeyAlone(Kind kind) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<Long> state = Handle.numbered(store, kind, "state");
      for (long key = 1; key <= 2; key++) {
        store.at(key);
        state.in(1L).put(key);
        state.in(2L).put(10 * key);
      }
      store.at(1L);
      state.merge(1L, List.of(2L));

      store.at(2L);
      assertThat(state.in(1L).contents()).isEqualTo(kind.of(2));
      assertThat(state.in(2L).contents()).isEqualTo(kind.of(20));
    }
  }

  @ParameterizedTest
  @EnumSource
  void mergedState_goesOnApartFromItsSources(Kind kind) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<Long> state = Handle.numbered(store, kind, "state");
      store.at(1L);
      state.in(2L).put(2);
      state.merge(1L, List.of(2L));
      state.in(2L).put(5);
      state.in(1L).put(3);

      assertThat(state.in(1L).contents()).isEqualTo(kind.of(2, 3));
      assertThat(state.in(2L).contents()).isEqualTo(kind.of(5));
    }
  }

  @Test
  void mergeOfMaps_letsALaterSourceWin() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      var states =
          store.state(
              StateDescriptor.map("state", Serializers.STRING, Serializers.LONG), Serializers.LONG);
      store.at(1L);
      states.in(1L).putAll(Map.of("a", 1L, "b", 1L, "c", 1L));
      states.in(2L).putAll(Map.of("b", 2L, "c", 2L));
      states.in(3L).putAll(Map.of("c", 3L, "d", 3L));
      states.merge(1L, List.of(2L, 3L));

      Map<String, Long> merged = new TreeMap<>();
      states.in(1L).entries().forEach(it -> merged.put(it.getKey(), it.getValue()));
      assertThat(merged).isEqualTo(Map.of("a", 1L, "b", 2L, "c", 3L, "d", 3L));
    }
  }
}
