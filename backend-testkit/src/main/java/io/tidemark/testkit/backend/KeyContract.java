package io.tidemark.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyAndNamespace;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The current key, and the keys that hold something. */
abstract class KeyContract extends BackendContract {

  KeyContract(StateBackendKit kit) {
    super(kit);
  }

  @Test
  void store_isWhatWasAskedFor() {
    KeyGroupRange keyGroups = KeyGroupRange.of(3, 9);
    try (KitStore<Long> store = engine.open(Serializers.LONG, keyGroups, StoreRestore.none())) {
      assertThat(store.bare().keyGroups()).isEqualTo(keyGroups);
      assertThat(store.bare().keySerializer().description())
          .isEqualTo(Serializers.LONG.description());
    }
  }

  @Test
  void keyGroupOutsideOfTheStore_isRefused() {
    KeyGroupRange keyGroups = KeyGroupRange.of(3, 9);
    try (KitStore<Long> store = engine.open(Serializers.LONG, keyGroups, StoreRestore.none())) {
      KeyedStore<Long> bare = store.bare();
      for (int outside : new int[] {-1, 0, 2, 10, 15, 16}) {
        assertThatThrownBy(() -> bare.setCurrentKey(1L, outside))
            .as("key group %d", outside)
            .isInstanceOf(IllegalArgumentException.class);
      }
      bare.setCurrentKey(1L, 3);
      bare.setCurrentKey(1L, 9);
    }
  }

  @ParameterizedTest
  @EnumSource
  void stateThatIsUsedBeforeAKeyWasSet_isRefused(Kind kind) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<Long> state = Handle.numbered(store, kind, "state");

      assertThatThrownBy(() -> state.in(1L).contents()).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> state.in(1L).put(1)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void keyGroup_isTheEnginesAndNotTheBackends() {
    StoreSnapshot snapshot;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<NoNamespace> state = Handle.of(store, Kind.VALUE, "state");
      for (long key = 0; key < 40; key++) {
        store.bare().setCurrentKey(key, 5);
        state.put(key);
      }
      for (long key = 0; key < 40; key++) {
        store.bare().setCurrentKey(key, 5);
        assertThat(state.contents()).isEqualTo(key);
      }
      assertThat(store.keys("state", NoNamespace.INSTANCE)).hasSize(40);
      snapshot = store.snapshot(Mode.FULL);
    }

    for (int keyGroup = 4; keyGroup <= 6; keyGroup++) {
      try (KitStore<Long> store =
          engine.restore(
              Serializers.LONG, KeyGroupRange.of(keyGroup, keyGroup), List.of(snapshot))) {
        Handle.of(store, Kind.VALUE, "state");
        assertThat(store.keys("state", NoNamespace.INSTANCE)).hasSize(keyGroup == 5 ? 40 : 0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void keys_areThoseThatHoldSomething(Kind kind) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<Long> state = Handle.numbered(store, kind, "state");
      Handle<Long> other = Handle.numbered(store, kind, "other");
      for (long key = 0; key < 50; key++) {
        store.at(key);
        state.in(key % 2).put(key, key + 1);
        other.in(0L).put(key);
      }
      store.at(10L);
      state.in(0L).clear();
      store.at(99L);
      assertThat(state.in(0L).contents()).isNull();

      assertThat(store.keys("state", 0L))
          .containsExactlyInAnyOrderElementsOf(
              LongStream.range(0, 50).filter(key -> key % 2 == 0 && key != 10).boxed().toList());
      assertThat(store.keys("state", 2L)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void keysAndNamespaces_areEachOnce(Kind kind) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<Long> state = Handle.numbered(store, kind, "state");
      List<KeyAndNamespace<Long, Long>> expected = new ArrayList<>();
      for (long key = 0; key < 20; key++) {
        for (long namespace = 0; namespace < 3; namespace++) {
          store.at(key);
          state.in(namespace).put(key, namespace);
          if (key == namespace) {
            state.clear();
          } else {
            expected.add(new KeyAndNamespace<>(key, namespace));
          }
        }
      }

      try (Stream<KeyAndNamespace<Long, Long>> found = store.bare().keysAndNamespaces("state")) {
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void entryOfTheKeySeenLast_mayBeRemovedOrUpdated(Kind kind) {
    int keys = 300;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<NoNamespace> state = Handle.of(store, kind, "state");
      for (long key = 0; key < keys; key++) {
        store.at(key);
        state.put(key);
      }

      Set<Long> seen = new HashSet<>();
      try (Stream<Long> walk = store.bare().keys("state", NoNamespace.INSTANCE)) {
        for (Iterator<Long> each = walk.iterator(); each.hasNext(); ) {
          long key = each.next();
          assertThat(seen.add(key)).as("key %d is seen once", key).isTrue();
          store.at(key);
          if (key % 2 == 0) {
            state.clear();
          } else {
            state.put(key + 1);
          }
        }
      }

      assertThat(seen).hasSize(keys);
      assertThat(store.keys("state", NoNamespace.INSTANCE)).hasSize(keys / 2);
      store.at(5L);
      assertThat(state.contents()).isEqualTo(kind.of(5, 6));
    }
  }

  @Test
  void changesDuringAWalk_doNotBreakIt() {
    int keys = 300;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<NoNamespace> state = Handle.of(store, Kind.VALUE, "state");
      for (long key = 0; key < keys; key++) {
        store.at(key);
        state.put(key);
      }

      Set<Long> seen = new HashSet<>();
      try (Stream<Long> walk = store.bare().keys("state", NoNamespace.INSTANCE)) {
        for (Iterator<Long> each = walk.iterator(); each.hasNext(); ) {
          long key = each.next();
          assertThat(seen.add(key)).as("key %d is seen once", key).isTrue();
          if (key < keys) {
            store.at(keys + key);
            state.put(1);
            store.at((key + 1) % keys);
            state.put(-1);
          }
        }
      }

      assertThat(seen).containsAll(LongStream.range(0, keys).boxed().toList());
      assertThat(store.keys("state", NoNamespace.INSTANCE)).hasSize(2 * keys);
    }
  }

  @Test
  void unfinishedWalk_canBeClosed() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<NoNamespace> state = Handle.of(store, Kind.VALUE, "state");
      for (long key = 0; key < 10; key++) {
        store.at(key);
        state.put(key);
      }
      try (Stream<Long> walk = store.bare().keys("state", NoNamespace.INSTANCE)) {
        assertThat(walk.iterator().next()).isBetween(0L, 9L);
      }
      try (Stream<Long> walk = store.bare().keys("state", NoNamespace.INSTANCE)) {
        assertThat(walk.findFirst()).isPresent();
      }
    }
  }

  @Test
  void keysOfAStateThatNobodyAskedFor_areRefused() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle.numbered(store, Kind.VALUE, "state");
      store.timers("queue", Serializers.LONG);

      for (String unknown : new String[] {"unknown", "queue"}) {
        assertThatThrownBy(() -> store.keys(unknown, 0L))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(unknown);
        assertThatThrownBy(() -> store.bare().keysAndNamespaces(unknown).close())
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(unknown);
      }
    }
  }

  @Test
  void keysInANamespaceOfAnotherType_areRefused() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle.numbered(store, Kind.VALUE, "numbered");
      Handle.of(store, Kind.VALUE, "plain");

      assertThatThrownBy(() -> store.keys("numbered", "text"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("numbered");
      assertThatThrownBy(() -> store.keys("numbered", NoNamespace.INSTANCE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("numbered");
      assertThatThrownBy(() -> store.keys("plain", 0L))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("plain");
    }
  }
}
