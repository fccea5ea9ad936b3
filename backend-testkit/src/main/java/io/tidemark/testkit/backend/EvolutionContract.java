package io.tidemark.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.NamespacedState;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.AggregatingState;
import io.tidemark.state.Aggregation;
import io.tidemark.state.IncompatibleStateException;
import io.tidemark.state.ListState;
import io.tidemark.state.MapState;
import io.tidemark.state.ReducingState;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.TimeToLive;
import io.tidemark.state.ValueState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Types that change between a snapshot and its restore. */
abstract class EvolutionContract extends BackendContract {

  private static final int KEYS = 20;

  EvolutionContract(StateBackendKit kit) {
    super(kit);
  }

  static Stream<Arguments> kindsAndModes() {
    return Stream.of(Kind.values())
        .flatMap(kind -> Stream.of(Mode.values()).map(mode -> Arguments.of(kind, mode)));
  }

  @ParameterizedTest
  @MethodSource("kindsAndModes")
  void olderBytes_areMigrated(Kind kind, Mode mode) {
    StoreSnapshot written = generation(kind, mode, 1, List.of(), null);

    generation(kind, mode, 2, List.of("1"), written);
  }

  @ParameterizedTest
  @MethodSource("kindsAndModes")
  void bytesThatAreReadAsTheyAre_stay(Kind kind, Mode mode) {
    StoreSnapshot written = generation(kind, mode, 2, List.of(), null);

    generation(kind, mode, 3, List.of("2"), written);
  }

  @ParameterizedTest
  @MethodSource("kindsAndModes")
  void severalGenerations_areReadByTheLast(Kind kind, Mode mode) {
    StoreSnapshot snapshot = generation(kind, mode, 1, List.of(), null);
    snapshot = generation(kind, mode, 2, List.of("1"), snapshot);
    snapshot = generation(kind, mode, 3, List.of("1", "2"), snapshot);

    generation(kind, mode, 3, List.of("1", "2", "3"), snapshot);
  }

  @ParameterizedTest
  @MethodSource("kindsAndModes")
  void stateThatWasNotOpenedInBetween_isMigratedLater(Kind kind, Mode mode) {
    StoreSnapshot snapshot = generation(kind, mode, 1, List.of(), null);
    for (int generation = 0; generation < 2; generation++) {
      try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
        store.at(1L);
        Handle.of(store, Kind.VALUE, "another").put(generation);
        snapshot = store.snapshot(mode);
      }
    }

    generation(kind, mode, 2, List.of("1"), snapshot);
  }

  @ParameterizedTest
  @MethodSource("kindsAndModes")
  void subtasksOfDifferentVersions_areMergedAndSplit(Kind kind, Mode mode) {
    List<StoreSnapshot> old = new ArrayList<>();
    for (KitStore<Long> store : engine.rescale(Serializers.LONG, 2, List.of())) {
      Texts texts = new Texts(store, kind, 1, null);
      texts.addToAll("1");
      old.add(store.snapshot(mode));
      store.close();
    }
    List<StoreSnapshot> mixed = new ArrayList<>();
    List<KitStore<Long>> stores = engine.rescale(Serializers.LONG, 2, old);
    new Texts(stores.get(0), kind, 2, null).requireAll("1");
    for (KitStore<Long> store : stores) {
      mixed.add(store.snapshot(mode));
      store.close();
    }

    List<StoreSnapshot> together = new ArrayList<>();
    try (KitStore<Long> store = engine.restore(Serializers.LONG, KitEngine.ALL, mixed)) {
      together.add(store.snapshot(mode));
    }
    for (List<StoreSnapshot> snapshots : List.of(mixed, together)) {
      for (int parallelism : new int[] {1, 3}) {
        for (KitStore<Long> store : engine.rescale(Serializers.LONG, parallelism, snapshots)) {
          new Texts(store, kind, 3, null).requireAll("1");
          store.close();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kindsAndModes")
  void migratedEntries_keepTheirTime(Kind kind, Mode mode) {
    TimeToLive hour = TimeToLive.onWrite(Duration.ofHours(1));
    StoreSnapshot snapshot;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      new Texts(store, kind, 1, hour).addToAll("1");
      snapshot = store.snapshot(mode);
    }
    engine.clock().advance(Duration.ofMinutes(59));
    try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
      Texts texts = new Texts(store, kind, 2, hour);
      texts.requireAll("1");
      engine.clock().advance(Duration.ofMinutes(1));
      texts.requireAll();
    }
  }

  @ParameterizedTest
  @MethodSource("kindsAndModes")
  void newerBytes_areIncompatible(Kind kind, Mode mode) {
    StoreSnapshot snapshot = generation(kind, mode, 2, List.of(), null);

    try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
      assertIncompatible(store, Texts.descriptor(kind, 1, null), NoNamespace.SERIALIZER);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherKind_isIncompatible(Kind kind) {
    StoreSnapshot snapshot = generation(kind, Mode.INCREMENTAL, 1, List.of(), null);

    for (Kind other : Kind.values()) {
      if (other != kind) {
        try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
          assertIncompatible(store, Texts.descriptor(other, 1, null), NoNamespace.SERIALIZER);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void otherNamespaces_areIncompatible(Kind kind) {
    StoreSnapshot snapshot = generation(kind, Mode.INCREMENTAL, 1, List.of(), null);

    try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
      assertIncompatible(store, Texts.descriptor(kind, 1, null), Serializers.LONG);
    }
  }

  @ParameterizedTest
  @EnumSource
  void otherNamespacesOfTimers_areIncompatible(Mode mode) {
    StoreSnapshot snapshot;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      store.timers("queue", Serializers.LONG).add(1, 1L, store.keyGroupOf(1L), 1L);
      snapshot = store.snapshot(mode);
    }

    try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
      assertThatThrownBy(() -> store.timers("queue", Serializers.STRING))
          .isInstanceOfSatisfying(
              IncompatibleStateException.class, e -> assertThat(e.state()).isEqualTo("queue"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusedState_staysInLaterSnapshots(Mode mode) {
    StoreSnapshot snapshot = generation(Kind.LIST, mode, 2, List.of(), null);
    try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
      assertIncompatible(store, Texts.descriptor(Kind.LIST, 1, null), NoNamespace.SERIALIZER);
      snapshot = store.snapshot(mode);
    }

    generation(Kind.LIST, mode, 3, List.of("2"), snapshot);
  }

  /**
   * Restores, finds for each key what earlier versions added, adds its own version's name and takes
   * two snapshots, of which the second is returned.
   */
  private StoreSnapshot generation(
      Kind kind, Mode mode, int version, List<String> before, @Nullable StoreSnapshot from) {
    try (KitStore<Long> store =
        from == null ? engine.open(Serializers.LONG) : engine.restore(Serializers.LONG, from)) {
      Texts texts = new Texts(store, kind, version, null);
      texts.requireAll(before.toArray(String[]::new));
      store.snapshot(mode);
      texts.addToAll(String.valueOf(version));
      return store.snapshot(mode);
    }
  }

  private static void assertIncompatible(
      KitStore<Long> store, StateDescriptor<? extends State> descriptor, Serializer<?> namespaces) {
    assertThatThrownBy(() -> store.state(descriptor, namespaces))
        .isInstanceOfSatisfying(
            IncompatibleStateException.class,
            e -> assertThat(e.state()).isEqualTo(descriptor.name()));
  }

  /** A state of texts, of any kind, whose serializer has a version. */
  private static final class Texts {

    private static final String NAME = "texts";

    private final KitStore<Long> store;
    private final Kind kind;
    private final State state;

    Texts(KitStore<Long> store, Kind kind, int version, @Nullable TimeToLive timeToLive) {
      this.store = store;
      this.kind = kind;
      NamespacedState<NoNamespace, ? extends State> states =
          store.state(descriptor(kind, version, timeToLive), NoNamespace.SERIALIZER);
      state = states.in(NoNamespace.INSTANCE);
    }

    static StateDescriptor<? extends State> descriptor(
        Kind kind, int version, @Nullable TimeToLive timeToLive) {
      Serializer<String> texts = Versioned.serializer(version);
      return switch (kind) {
        case VALUE -> new StateDescriptor.OfValue<>(NAME, texts, timeToLive);
        case LIST -> new StateDescriptor.OfList<>(NAME, texts, timeToLive);
        case MAP -> new StateDescriptor.OfMap<>(NAME, Serializers.STRING, texts, timeToLive);
        case REDUCING ->
            new StateDescriptor.OfReducing<>(NAME, texts, (a, b) -> a + "," + b, timeToLive);
        case AGGREGATING ->
            new StateDescriptor.OfAggregating<>(NAME, texts, new Joining(), timeToLive);
      };
    }

    void addToAll(String text) {
      for (long key = 0; key < KEYS; key++) {
        if (store.holds(key)) {
          store.at(key);
          add(text);
        }
      }
    }

    /** Requires that every key holds what adding these texts gives. */
    void requireAll(String... texts) {
      for (long key = 0; key < KEYS; key++) {
        if (store.holds(key)) {
          store.at(key);
          assertThat(contents()).as("key %d", key).containsExactly(expected(texts));
        }
      }
    }

    private String[] expected(String... texts) {
      return kind == Kind.VALUE && texts.length > 0
          ? new String[] {texts[texts.length - 1]}
          : texts;
    }

    @SuppressWarnings("unchecked")
    private void add(String text) {
      switch (kind) {
        case VALUE -> ((ValueState<String>) state).update(text);
        case LIST -> ((ListState<String>) state).add(text);
        case MAP -> ((MapState<String, String>) state).put("under " + text, text);
        case REDUCING -> ((ReducingState<String>) state).add(text);
        case AGGREGATING -> ((AggregatingState<String, String>) state).add(text);
      }
    }

    @SuppressWarnings("unchecked")
    private List<String> contents() {
      return switch (kind) {
        case VALUE -> parts(((ValueState<String>) state).value());
        case LIST -> ((ListState<String>) state).get();
        case MAP -> {
          List<String> values = new ArrayList<>();
          ((MapState<String, String>) state).values().forEach(values::add);
          yield values.stream().sorted().toList();
        }
        case REDUCING -> parts(((ReducingState<String>) state).get());
        case AGGREGATING -> parts(((AggregatingState<String, String>) state).get());
      };
    }

    private static List<String> parts(@Nullable String joined) {
      return joined == null ? List.of() : List.of(joined.split(",", -1));
    }
  }

  private static final class Joining implements Aggregation<String, String, String> {

    @Override
    public String createAccumulator() {
      return "";
    }

    @Override
    public String add(String value, String accumulator) {
      return accumulator.isEmpty() ? value : accumulator + "," + value;
    }

    @Override
    public String getResult(String accumulator) {
      return accumulator;
    }

    @Override
    public String merge(String first, String second) {
      return add(second, first);
    }
  }
}
