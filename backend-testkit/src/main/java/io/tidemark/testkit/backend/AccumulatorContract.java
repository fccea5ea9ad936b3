package io.tidemark.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.state.AggregatingState;
import io.tidemark.state.Aggregation;
import io.tidemark.state.ReducingState;
import io.tidemark.state.StateDescriptor;
import org.junit.jupiter.api.Test;

/** What a {@link ReducingState} and an {@link AggregatingState} promise. */
abstract class AccumulatorContract extends BackendContract {

  private static final StateDescriptor.OfReducing<String> JOINED =
      StateDescriptor.reducing("joined", Serializers.STRING, (a, b) -> a + "," + b);

  /** Counts characters, in a string of as many dots. */
  private static final StateDescriptor.OfAggregating<String, String, Integer> LENGTH =
      StateDescriptor.aggregating(
          "length",
          Serializers.STRING,
          new Aggregation<String, String, Integer>() {
            @Override
            public String createAccumulator() {
              return "";
            }

            @Override
            public String add(String value, String accumulator) {
              return accumulator + ".".repeat(value.length());
            }

            @Override
            public Integer getResult(String accumulator) {
              return accumulator.length();
            }

            @Override
            public String merge(String first, String second) {
              return first + second;
            }
          });

  AccumulatorContract(StateBackendKit kit) {
    super(kit);
  }

  @Test
  void reducingOfNothing_isNull() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ReducingState<String> joined = store.state(JOINED);
      store.at(1L);

      assertThat(joined.get()).isNull();
    }
  }

  @Test
  void reducing_keepsTheFirstAndReducesInOrder() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ReducingState<String> joined = store.state(JOINED);
      store.at(1L);
      joined.add("b");
      assertThat(joined.get()).isEqualTo("b");
      joined.add("a");
      joined.add("c");

      assertThat(joined.get()).isEqualTo("b,a,c");
    }
  }

  @Test
  void reducingAfterClear_beginsAnew() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ReducingState<String> joined = store.state(JOINED);
      store.at(1L);
      joined.add("a");
      store.at(2L);
      joined.add("b");
      joined.clear();
      assertThat(joined.get()).isNull();
      joined.add("c");

      assertThat(joined.get()).isEqualTo("c");
      store.at(1L);
      assertThat(joined.get()).isEqualTo("a");
    }
  }

  @Test
  void aggregatingOfNothing_isNull() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      AggregatingState<String, Integer> length = store.state(LENGTH);
      store.at(1L);

      assertThat(length.get()).isNull();
    }
  }

  @Test
  void aggregating_givesTheResultOfAll() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      AggregatingState<String, Integer> length = store.state(LENGTH);
      store.at(1L);
      length.add("");
      assertThat(length.get()).isEqualTo(0);
      length.add("abc");
      length.add("de");

      assertThat(length.get()).isEqualTo(5);
    }
  }

  @Test
  void aggregatingAfterClear_beginsAnew() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      AggregatingState<String, Integer> length = store.state(LENGTH);
      store.at(1L);
      length.add("abc");
      store.at(2L);
      length.add("abcd");
      length.clear();
      assertThat(length.get()).isNull();
      length.add("x");

      assertThat(length.get()).isEqualTo(1);
      store.at(1L);
      assertThat(length.get()).isEqualTo(3);
    }
  }
}
