package io.tidemark.testkit.backend;

import static io.tidemark.testkit.backend.MapContract.entriesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.NoNamespace;
import io.tidemark.state.MapState;
import io.tidemark.state.StateDescriptor;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a walk of a {@link MapState} promises, whatever becomes of the entries meanwhile. */
abstract class MapWalkContract extends BackendContract {

  private static final StateDescriptor.OfMap<String, Long> PROFILE =
      StateDescriptor.map("profile", Serializers.STRING, Serializers.LONG);

  MapWalkContract(StateBackendKit kit) {
    super(kit);
  }

  @Test
  void iterator_givesEachEntryOnceAndThenNoMore() {
    int entries = 1_000;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      MapState<String, Long> profile = store.state(PROFILE);
      store.at(1L);
      Map<String, Long> expected = new HashMap<>();
      for (long entry = 0; entry < entries; entry++) {
        profile.put("k" + entry, entry);
        expected.put("k" + entry, entry);
      }
      store.at(2L);
      profile.put("another key's", -1L);
      store.at(1L);

      assertThat(entriesOf(profile)).isEqualTo(expected);
      Iterator<Map.Entry<String, Long>> walk = profile.iterator();
      while (walk.hasNext()) {
        walk.next();
      }
      assertThatThrownBy(walk::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1_000})
  void walk_refusesToGiveOrRemoveWhatIsNotThere(int entries) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      MapState<String, Long> profile = store.state(PROFILE);
      store.at(1L);
      for (long entry = 0; entry < entries; entry++) {
        profile.put("k" + entry, entry);
      }
      Iterator<Map.Entry<String, Long>> walk = profile.iterator();

      assertThatThrownBy(walk::remove).isInstanceOf(IllegalStateException.class);
      for (int entry = 0; entry < entries; entry++) {
        walk.next();
      }
      walk.remove();
      assertThatThrownBy(walk::remove).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(walk::next).isInstanceOf(NoSuchElementException.class);
      assertThat(entriesOf(profile)).hasSize(entries - 1);
    }
  }

  @Test
  void iterables_startAnewEachTime() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      MapState<String, Long> profile = store.state(PROFILE);
      store.at(1L);
      profile.putAll(Map.of("a", 1L, "b", 2L));
      Iterable<Map.Entry<String, Long>> entries = profile.entries();
      Iterable<String> keys = profile.keys();
      Iterable<Long> values = profile.values();

      for (int time = 0; time < 2; time++) {
        assertThat(entries).hasSize(2);
        assertThat(keys).containsExactlyInAnyOrder("a", "b");
        assertThat(values).containsExactlyInAnyOrder(1L, 2L);
      }
    }
  }

  @Test
  void iteratorRemove_removesTheEntry() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      MapState<String, Long> profile = store.state(PROFILE);
      store.at(1L);
      for (long entry = 0; entry < 100; entry++) {
        profile.put("k" + entry, entry);
      }
      for (Iterator<Map.Entry<String, Long>> walk = profile.iterator(); walk.hasNext(); ) {
        if (walk.next().getValue() % 3 != 0) {
          walk.remove();
        }
      }

      Set<Long> left = new TreeSet<>();
      profile.values().forEach(left::add);
      assertThat(left).hasSize(34).allMatch(value -> value % 3 == 0);
      assertThat(profile.contains("k1")).isFalse();
      assertThat(profile.get("k3")).isEqualTo(3);
    }
  }

  @Test
  void iteratorRemove_afterALookAtTheNext_removesWhatWasGiven() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      MapState<String, Long> profile = store.state(PROFILE);
      store.at(1L);
      profile.putAll(Map.of("a", 1L, "b", 2L, "c", 3L));
      TreeSet<String> others = new TreeSet<>(entriesOf(profile).keySet());
      Iterator<Map.Entry<String, Long>> walk = profile.iterator();
      others.remove(walk.next().getKey());
      profile.remove(others.first());
      assertThat(walk.hasNext()).isTrue();
      walk.remove();

      assertThat(entriesOf(profile).keySet()).containsExactly(others.last());
    }
  }

  @Test
  void iteratorRemove_ofTheLastEntry_leavesNoMap() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      MapState<String, Long> profile = store.state(PROFILE);
      store.at(1L);
      profile.put("a", 1L);
      Iterator<Map.Entry<String, Long>> walk = profile.iterator();
      walk.next();
      walk.remove();

      assertThat(profile.isEmpty()).isTrue();
      assertThat(store.keys("profile", NoNamespace.INSTANCE)).isEmpty();
    }
  }

  @Test
  void setValueOfAnEntry_puts() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      MapState<String, Long> profile = store.state(PROFILE);
      store.at(1L);
      profile.putAll(Map.of("a", 1L, "b", 2L));
      for (Map.Entry<String, Long> entry : profile.entries()) {
        long before = entry.getValue();
        assertThat(entry.setValue(before * 10)).isEqualTo(before);
        assertThat(entry.getValue()).isEqualTo(before * 10);
      }

      assertThat(entriesOf(profile)).isEqualTo(Map.of("a", 10L, "b", 20L));
    }
  }

  @Test
  void changesDuringAWalk_doNotBreakIt() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      MapState<String, Long> profile = store.state(PROFILE);
      store.at(1L);
      Set<String> old = new TreeSet<>();
      for (long entry = 0; entry < 50; entry++) {
        profile.put("old" + entry, entry);
        old.add("old" + entry);
      }
      Set<String> seen = new TreeSet<>();
      int step = 0;
      for (Map.Entry<String, Long> entry : profile.entries()) {
        assertThat(seen.add(entry.getKey())).as("%s is seen once", entry.getKey()).isTrue();
        if (step < 200) {
          profile.put("new" + step, (long) step);
        }
        if (old.contains(entry.getKey())) {
          profile.put(entry.getKey(), -1L);
        }
        step++;
      }

      assertThat(seen).containsAll(old);
      for (String key : old) {
        assertThat(profile.get(key)).isEqualTo(-1);
      }
    }
  }

  @Test
  void entryThatIsRemovedWhileItIsNext_isStillGiven() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      MapState<String, Long> profile = store.state(PROFILE);
      store.at(1L);
      profile.put("a", 1L);
      Iterator<Map.Entry<String, Long>> entries = profile.iterator();
      Iterator<String> keys = profile.keys().iterator();
      Iterator<Long> values = profile.values().iterator();
      assertThat(entries.hasNext()).isTrue();
      assertThat(keys.hasNext()).isTrue();
      assertThat(values.hasNext()).isTrue();
      profile.remove("a");

      Map.Entry<String, Long> entry = entries.next();
      assertThat(entry.getKey()).isEqualTo("a");
      assertThat(entry.getValue()).isEqualTo(1);
      assertThat(keys.next()).isEqualTo("a");
      assertThat(values.next()).isEqualTo(1);
      assertThat(profile.isEmpty()).isTrue();
    }
  }

  @Test
  void entryThatWasGivenAndThenRemoved_hasItsValue_andPutsAnother() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      MapState<String, Long> profile = store.state(PROFILE);
      store.at(1L);
      profile.putAll(Map.of("a", 1L, "b", 2L));
      for (Map.Entry<String, Long> entry : profile.entries()) {
        long before = entry.getKey().equals("a") ? 1 : 2;
        profile.remove(entry.getKey());
        assertThat(entry.getValue()).isEqualTo(before);
        assertThat(entry.setValue(before * 10)).isEqualTo(before);
        assertThat(entry.getValue()).isEqualTo(before * 10);
      }

      assertThat(entriesOf(profile)).isEqualTo(Map.of("a", 10L, "b", 20L));
    }
  }

  @Test
  void walk_endsWhenTheKeyChanges() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      MapState<String, Long> profile = store.state(PROFILE);
      store.at(2L);
      profile.putAll(Map.of("x", 1L, "y", 2L));
      store.at(1L);
      profile.putAll(Map.of("a", 1L, "b", 2L, "c", 3L));
      Iterator<Map.Entry<String, Long>> walk = profile.iterator();
      walk.next();
      store.at(2L);

      assertThat(walk.hasNext()).isFalse();
      assertThat(entriesOf(profile)).isEqualTo(Map.of("x", 1L, "y", 2L));
    }
  }
}
