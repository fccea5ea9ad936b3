package io.tidemark.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CollectionEvolutionTest {

  private static final Serializer<Integer> INT = Serializers.INT;
  private static final Serializer<Long> LONG = Serializers.LONG;
  private static final Serializer<String> STRING = Serializers.STRING;

  @Test
  void widenedElements_areMigrated() {
    assertThat(
            new Evolution<>(Serializers.list(INT), Serializers.list(LONG)).migrate(List.of(1, -2)))
        .containsExactly(1L, -2L);
    assertThat(new Evolution<>(Serializers.set(INT), Serializers.set(LONG)).migrate(Set.of(7)))
        .containsExactly(7L);
    assertThat(
            new Evolution<>(Serializers.map(INT, INT), Serializers.map(INT, LONG))
                .migrate(Map.of(1, 2)))
        .containsExactly(Map.entry(1, 2L));
    assertThat(
            new Evolution<>(Serializers.map(INT, STRING), Serializers.map(LONG, STRING))
                .migrate(Map.of(1, "one")))
        .containsExactly(Map.entry(1L, "one"));
    assertThat(
            new Evolution<>(Serializers.pair(STRING, INT), Serializers.pair(STRING, LONG))
                .migrate(Pair.of("a", 2)))
        .isEqualTo(Pair.of("a", 2L));
    assertThat(
            new Evolution<>(Serializers.optional(INT), Serializers.optional(LONG))
                .migrate(Optional.of(3)))
        .contains(3L);
    assertThat(
            new Evolution<>(Serializers.optional(INT), Serializers.optional(LONG))
                .migrate(Optional.empty()))
        .isEmpty();
  }

  @Test
  void whatWasNotOptional_isReadAsPresent() {
    assertThat(new Evolution<>(STRING, Serializers.optional(STRING)).migrate("a")).contains("a");
    assertThat(new Evolution<>(INT, Serializers.optional(LONG)).migrate(4)).contains(4L);
    assertThat(new Evolution<>(Serializers.optional(STRING), STRING).refusal())
        .isEqualTo("was optional<string>, is string");
  }

  @Test
  void migratedLists_canBeChanged() {
    List<Long> list =
        new Evolution<>(Serializers.list(INT), Serializers.list(LONG)).migrate(List.of(1));
    list.add(2L);
    assertThat(list).containsExactly(1L, 2L);
  }

  @Test
  void differentElements_areRefusedAtTheirPlace() {
    assertThat(new Evolution<>(Serializers.list(LONG), Serializers.list(INT)).refusal())
        .isEqualTo("list element: was long, is int");
    assertThat(new Evolution<>(Serializers.set(STRING), Serializers.set(INT)).refusal())
        .isEqualTo("set element: was string, is int");
    assertThat(new Evolution<>(Serializers.map(STRING, INT), Serializers.map(INT, LONG)).refusal())
        .isEqualTo("map key: was string, is int");
    assertThat(
            new Evolution<>(
                    Serializers.map(INT, Serializers.list(STRING)),
                    Serializers.map(LONG, Serializers.list(INT)))
                .refusal())
        .isEqualTo("map value: list element: was string, is int");
    assertThat(new Evolution<>(Serializers.pair(STRING, INT), Serializers.pair(INT, INT)).refusal())
        .isEqualTo("pair's first: was string, is int");
    assertThat(
            new Evolution<>(Serializers.pair(INT, STRING), Serializers.pair(LONG, INT)).refusal())
        .isEqualTo("pair's second: was string, is int");
    assertThat(new Evolution<>(Serializers.optional(STRING), Serializers.optional(INT)).refusal())
        .isEqualTo("optional: was string, is int");
  }

  @Test
  void otherKindsOfType_areRefused() {
    List<Serializer<?>> kinds =
        List.of(
            STRING,
            Serializers.list(STRING),
            Serializers.set(STRING),
            Serializers.map(STRING, STRING),
            Serializers.pair(STRING, STRING),
            Serializers.enums(Shop.Currency.class),
            Serializers.of(Shop.Money.class),
            Serializers.of(new GenericType<Shop.Event<String>>() {}));
    for (Serializer<?> today : kinds) {
      for (Serializer<?> older : kinds) {
        if (today != older) {
          assertThat(new Evolution<>(older, today).refusal())
              .isEqualTo("was " + older.description() + ", is " + today.description());
        }
      }
    }
  }
}
