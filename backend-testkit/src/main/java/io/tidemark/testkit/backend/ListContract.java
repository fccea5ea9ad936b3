package io.tidemark.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.NoNamespace;
import io.tidemark.state.ListState;
import io.tidemark.state.StateDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a {@link ListState} promises. */
abstract class ListContract extends BackendContract {

  private static final StateDescriptor.OfList<String> EVENTS =
      StateDescriptor.list("events", Serializers.STRING);

  ListContract(StateBackendKit kit) {
    super(kit);
  }

  @Test
  void neverWritten_isEmpty() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ListState<String> events = store.state(EVENTS);
      store.at(1L);

      assertThat(events.get()).isNotNull().isEmpty();
    }
  }

  @Test
  void add_appendsInOrder() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ListState<String> events = store.state(EVENTS);
      store.at(1L);
      events.add("c");
      events.add("a");
      events.add("a");
      events.addAll(List.of("b", ""));

      assertThat(events.get()).containsExactly("c", "a", "a", "b", "");
    }
  }

  @Test
  void update_replacesAll() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ListState<String> events = store.state(EVENTS);
      store.at(1L);
      events.add("a");
      events.update(List.of("x", "y"));
      assertThat(events.get()).containsExactly("x", "y");
      events.add("z");

      assertThat(events.get()).containsExactly("x", "y", "z");
    }
  }

  @Test
  void update_doesNotKeepTheCallersList() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ListState<String> events = store.state(EVENTS);
      store.at(1L);
      List<String> mine = new ArrayList<>(List.of("x"));
      events.update(mine);
      mine.add("not in the state");
      mine.set(0, "changed");

      assertThat(events.get()).containsExactly("x");
    }
  }

  @Test
  void updateWithNothing_clears() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ListState<String> events = store.state(EVENTS);
      store.at(1L);
      events.add("a");
      events.update(List.of());

      assertThat(events.get()).isEmpty();
      assertThat(store.keys("events", NoNamespace.INSTANCE)).isEmpty();
    }
  }

  @Test
  void addAllOfNothing_leavesNothing() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ListState<String> events = store.state(EVENTS);
      store.at(1L);
      events.addAll(List.of());

      assertThat(events.get()).isEmpty();
      assertThat(store.keys("events", NoNamespace.INSTANCE)).isEmpty();
    }
  }

  @Test
  void addAfterClear_beginsAnew() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ListState<String> events = store.state(EVENTS);
      store.at(1L);
      events.add("a");
      events.clear();
      events.add("b");

      assertThat(events.get()).containsExactly("b");
    }
  }

  @Test
  void gottenList_isOfTheMoment() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ListState<String> events = store.state(EVENTS);
      store.at(1L);
      events.add("a");
      List<String> before = events.get();
      events.add("b");
      store.at(2L);
      events.add("c");

      assertThat(before).containsExactly("a");
    }
  }

  @Test
  void manyAppends_interleavedOverKeys_staySorted() {
    int rounds = 300;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ListState<String> events = store.state(EVENTS);
      List<String> expected = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        for (long key = 0; key < 5; key++) {
          store.at(key);
          events.add("event " + round);
        }
        expected.add("event " + round);
      }

      for (long key = 0; key < 5; key++) {
        store.at(key);
        assertThat(events.get()).isEqualTo(expected);
      }
    }
  }
}
