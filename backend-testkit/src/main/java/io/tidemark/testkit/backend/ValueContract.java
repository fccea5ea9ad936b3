package io.tidemark.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.NoNamespace;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import org.junit.jupiter.api.Test;

/** What a {@link ValueState} promises. */
abstract class ValueContract extends BackendContract {

  private static final StateDescriptor.OfValue<String> NAME =
      StateDescriptor.value("name", Serializers.STRING);
  private static final StateDescriptor.OfValue<Long> COUNT =
      StateDescriptor.value("count", Serializers.LONG);

  ValueContract(StateBackendKit kit) {
    super(kit);
  }

  @Test
  void neverWritten_isNull() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ValueState<String> name = store.state(NAME);
      store.at(1L);

      assertThat(name.value()).isNull();
    }
  }

  @Test
  void update_replaces() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ValueState<String> name = store.state(NAME);
      store.at(1L);
      name.update("first");
      name.update("second");

      assertThat(name.value()).isEqualTo("second");
    }
  }

  @Test
  void updateWithNull_clears() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ValueState<String> name = store.state(NAME);
      store.at(1L);
      name.update("first");
      name.update(null);

      assertThat(name.value()).isNull();
      assertThat(store.keys("name", NoNamespace.INSTANCE)).isEmpty();
    }
  }

  @Test
  void clear_forgetsUntilTheNextUpdate() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ValueState<String> name = store.state(NAME);
      store.at(1L);
      name.clear();
      name.update("first");
      name.clear();
      assertThat(name.value()).isNull();
      name.clear();
      name.update("second");

      assertThat(name.value()).isEqualTo("second");
    }
  }

  @Test
  void emptyAndZero_areValues() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ValueState<String> name = store.state(NAME);
      ValueState<Long> count = store.state(COUNT);
      store.at(0L);
      name.update("");
      count.update(0L);

      assertThat(name.value()).isEmpty();
      assertThat(count.value()).isZero();
    }
  }

  @Test
  void extremeNumbers_areKeysAndValues() {
    long[] numbers = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE};
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ValueState<Long> count = store.state(COUNT);
      for (long number : numbers) {
        store.at(number);
        count.update(~number);
      }

      for (long number : numbers) {
        store.at(number);
        assertThat(count.value()).isEqualTo(~number);
      }
    }
  }

  @Test
  void keys_areApart() {
    try (KitStore<String> store = engine.open(Serializers.STRING)) {
      ValueState<String> name = store.state(NAME);
      for (String key : new String[] {"", "a", "aa", "b", "\u0000"}) {
        store.at(key);
        assertThat(name.value()).isNull();
        name.update("of " + key);
      }

      store.at("aa");
      name.clear();
      store.at("a");
      assertThat(name.value()).isEqualTo("of a");
      store.at("");
      assertThat(name.value()).isEqualTo("of ");
      store.at("aa");
      assertThat(name.value()).isNull();
    }
  }

  @Test
  void states_areApart() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ValueState<String> name = store.state(NAME);
      ValueState<Long> count = store.state(COUNT);
      store.at(1L);
      name.update("first");

      assertThat(count.value()).isNull();
      count.update(5L);
      name.clear();

      assertThat(count.value()).isEqualTo(5);
    }
  }

  @Test
  void largeValue_isKeptWhole() {
    String large = "0123456789abcdef".repeat(1 << 16);
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ValueState<String> name = store.state(NAME);
      store.at(1L);
      name.update(large);
      store.at(2L);
      name.update("small");
      store.at(1L);

      assertThat(name.value()).isEqualTo(large);
    }
  }

  @Test
  void manyKeys_surviveMassDeletionAndReturn() {
    int keys = 5_000;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ValueState<Long> count = store.state(COUNT);
      for (long key = 0; key < keys; key++) {
        store.at(key);
        count.update(key);
      }
      for (long key = 0; key < keys; key++) {
        store.at(key);
        assertThat(count.value()).isEqualTo(key);
        if (key % 10 != 0) {
          count.clear();
        }
      }
      for (long key = 0; key < keys; key++) {
        store.at(key);
        assertThat(count.value()).isEqualTo(key % 10 == 0 ? (Long) key : null);
        count.update(-key);
      }

      for (long key = 0; key < keys; key++) {
        store.at(key);
        assertThat(count.value()).isEqualTo(-key);
      }
    }
  }
}
