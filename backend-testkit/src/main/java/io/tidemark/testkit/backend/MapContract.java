package io.tidemark.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.MapState;
import io.tidemark.state.StateDescriptor;
import io.tidemark.testkit.PerhapsLong;
import io.tidemark.testkit.PickyText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a {@link MapState} promises of its entries; of walking over them, {@link MapWalkContract}.
 */
abstract class MapContract extends BackendContract {

  private static final StateDescriptor.OfMap<String, Long> PROFILE =
      StateDescriptor.map("profile", Serializers.STRING, Serializers.LONG);

  MapContract(StateBackendKit kit) {
    super(kit);
  }

  @Test
  void neverWritten_isEmpty() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      MapState<String, Long> profile = store.state(PROFILE);
      store.at(1L);

      assertThat(profile.isEmpty()).isTrue();
      assertThat(profile.get("a")).isNull();
      assertThat(profile.contains("a")).isFalse();
      assertThat(profile.iterator().hasNext()).isFalse();
      assertThat(profile.keys()).isEmpty();
      assertThat(profile.values()).isEmpty();
      assertThatThrownBy(() -> profile.iterator().next())
          .isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void put_addsOrReplacesOneEntry() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      MapState<String, Long> profile = store.state(PROFILE);
      store.at(1L);
      profile.put("a", 1L);
      profile.put("", 2L);
      profile.put("a", 3L);

      assertThat(entriesOf(profile)).isEqualTo(Map.of("a", 3L, "", 2L));
      assertThat(profile.get("a")).isEqualTo(3);
      assertThat(profile.contains("")).isTrue();
      assertThat(profile.isEmpty()).isFalse();
    }
  }

  @Test
  void putAll_putsEachEntry() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      MapState<String, Long> profile = store.state(PROFILE);
      store.at(1L);
      profile.put("a", 1L);
      profile.put("b", 2L);
      profile.putAll(Map.of("b", 20L, "c", 30L));

      assertThat(entriesOf(profile)).isEqualTo(Map.of("a", 1L, "b", 20L, "c", 30L));
    }
  }

  @Test
  void remove_removesOneEntry() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      MapState<String, Long> profile = store.state(PROFILE);
      store.at(1L);
      profile.put("a", 1L);
      profile.put("b", 2L);
      profile.remove("a");
      profile.remove("never there");

      assertThat(entriesOf(profile)).isEqualTo(Map.of("b", 2L));
      assertThat(profile.contains("a")).isFalse();
    }
  }

  @Test
  void removedToTheLastEntry_isNoMap() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      MapState<String, Long> profile = store.state(PROFILE);
      store.at(1L);
      profile.put("a", 1L);
      profile.remove("a");
      store.at(2L);
      profile.putAll(Map.of());

      assertThat(profile.isEmpty()).isTrue();
      assertThat(store.keys("profile", NoNamespace.INSTANCE)).isEmpty();
      store.at(1L);
      assertThat(profile.isEmpty()).isTrue();
    }
  }

  @Test
  void clear_removesAllEntriesOfTheKey() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      MapState<String, Long> profile = store.state(PROFILE);
      for (long key = 0; key < 3; key++) {
        store.at(key);
        profile.put("a", key);
        profile.put("b", key);
      }
      store.at(1L);
      profile.clear();

      assertThat(entriesOf(profile)).isEmpty();
      store.at(0L);
      assertThat(entriesOf(profile)).isEqualTo(Map.of("a", 0L, "b", 0L));
      store.at(2L);
      assertThat(entriesOf(profile)).isEqualTo(Map.of("a", 2L, "b", 2L));
    }
  }

  @Test
  void keyThatItsSerializerRefuses_harmsNoOther() {
    StateDescriptor.OfMap<String, Long> picky =
        StateDescriptor.map("picky", PickyText.SERIALIZER, Serializers.LONG);
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      MapState<String, Long> state = store.state(picky);
      store.at(1L);
      state.put("a", 1L);
      for (Consumer<String> access :
          List.<Consumer<String>>of(state::get, state::contains, state::remove)) {
        attempt(() -> access.accept(PickyText.REFUSED));
        state.put("b", 2L);

        assertThat(state.get("a")).isEqualTo(1);
        assertThat(entriesOf(state)).isEqualTo(Map.of("a", 1L, "b", 2L));
      }
    }
  }

  private static void attempt(Runnable access) {
    try {
      access.run();
    } catch (IllegalArgumentException e) {
      // Where the key is needed as bytes; a backend that needs none refuses nothing.
      return;
    }
  }

  @ParameterizedTest
  @EnumSource
  void valueThatIsNoNumber_isAsGoodAsANumber(Mode mode) {
    Map<Long, Optional<Long>> expected = new HashMap<>();
    StoreSnapshot first;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      MapState<Long, Optional<Long>> sparse = sparse(store);
      putEach(sparse, expected, 3);
      assertThat(entriesOf(sparse)).isEqualTo(expected);
      putEach(sparse, expected, 2);
      assertThat(entriesOf(sparse)).isEqualTo(expected);
      first = store.snapshot(mode);
    }
    StoreSnapshot second;
    try (KitStore<Long> store = engine.restore(Serializers.LONG, first)) {
      MapState<Long, Optional<Long>> sparse = sparse(store);
      assertThat(entriesOf(sparse)).isEqualTo(expected);
      putEach(sparse, expected, 5);
      assertThat(entriesOf(sparse)).isEqualTo(expected);
      second = store.snapshot(mode);
    }
    try (KitStore<Long> store = engine.restore(Serializers.LONG, second)) {
      MapState<Long, Optional<Long>> sparse = sparse(store);
      expected.forEach((number, value) -> assertThat(sparse.get(number)).isEqualTo(value));
    }
  }

  private static MapState<Long, Optional<Long>> sparse(KitStore<Long> store) {
    MapState<Long, Optional<Long>> sparse =
        store.state(StateDescriptor.map("sparse", Serializers.LONG, PerhapsLong.SERIALIZER));
    store.at(1L);
    return sparse;
  }

  /** Puts something under each of 40 numbers, and nothing under those that {@code by} divides. */
  private static void putEach(
      MapState<Long, Optional<Long>> sparse, Map<Long, Optional<Long>> expected, long by) {
    for (long number = 0; number < 40; number++) {
      Optional<Long> value = number % by == 0 ? Optional.empty() : Optional.of(number);
      sparse.put(number, value);
      expected.put(number, value);
    }
  }

  /** What a walk of a state gives, which gives nothing twice. */
  static <K, V> Map<K, V> entriesOf(MapState<K, V> state) {
    Map<K, V> entries = new HashMap<>();
    for (Map.Entry<K, V> entry : state.entries()) {
      assertThat(entries.put(entry.getKey(), entry.getValue()))
          .as("%s is seen once", entry.getKey())
          .isNull();
    }
    return entries;
  }
}
