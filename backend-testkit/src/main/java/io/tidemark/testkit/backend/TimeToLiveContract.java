package io.tidemark.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.NoNamespace;
import io.tidemark.state.ListState;
import io.tidemark.state.MapState;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.TimeToLive;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link TimeToLive} promises of a store, by a clock that the test turns. */
abstract class TimeToLiveContract extends BackendContract {

  private static final Duration HOUR = Duration.ofHours(1);

  private static final TimeToLive ON_WRITE = TimeToLive.onWrite(HOUR);

  private static final TimeToLive ON_CREATE = TimeToLive.onCreate(HOUR);

  private static final TimeToLive ON_READ = TimeToLive.onReadAndWrite(HOUR);

  TimeToLiveContract(StateBackendKit kit) {
    super(kit);
  }

  static Stream<Arguments> kindsAndRefreshes() {
    return Stream.of(Kind.values())
        .flatMap(
            kind ->
                Stream.of(TimeToLive.Refresh.values()).map(refresh -> Arguments.of(kind, refresh)));
  }

  @ParameterizedTest
  @MethodSource("kindsAndRefreshes")
  void entry_isThereUntilTheMomentItExpires(Kind kind, TimeToLive.Refresh refresh) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<NoNamespace> state =
          Handle.expiring(store, kind, "state", new TimeToLive(HOUR, refresh));
      store.at(1L);
      state.put(1);
      engine.clock().advance(HOUR.minusMillis(1));
      assertThat(store.keys("state", NoNamespace.INSTANCE)).containsExactly(1L);
      if (refresh != TimeToLive.Refresh.ON_READ_AND_WRITE) {
        assertThat(state.contents()).isEqualTo(kind.of(1));
      }
      engine.clock().advance(Duration.ofMillis(1));

      assertThat(store.keys("state", NoNamespace.INSTANCE)).isEmpty();
      try (var places = store.bare().<NoNamespace>keysAndNamespaces("state")) {
        assertThat(places).isEmpty();
      }
      assertThat(state.contents()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"VALUE", "REDUCING", "AGGREGATING"})
  void write_startsTheTimeAnew(Kind kind) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<NoNamespace> state = Handle.expiring(store, kind, "state", ON_WRITE);
      store.at(1L);
      state.put(1);
      engine.clock().advance(Duration.ofMinutes(40));
      state.put(2);
      engine.clock().advance(Duration.ofMinutes(40));
      assertThat(state.contents()).isEqualTo(kind.of(1, 2));
      engine.clock().advance(Duration.ofMinutes(20));

      assertThat(state.contents()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"VALUE", "REDUCING", "AGGREGATING"})
  void creation_aloneCountsWhereItShould(Kind kind) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<NoNamespace> state = Handle.expiring(store, kind, "state", ON_CREATE);
      store.at(1L);
      state.put(1);
      engine.clock().advance(Duration.ofMinutes(40));
      state.put(2);
      assertThat(state.contents()).isEqualTo(kind.of(1, 2));
      engine.clock().advance(Duration.ofMinutes(20));

      assertThat(state.contents()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void writeAfterExpiry_beginsAnew(Kind kind) {
    for (TimeToLive timeToLive : new TimeToLive[] {ON_WRITE, ON_CREATE, ON_READ}) {
      try (KitStore<Long> store = engine.open(Serializers.LONG)) {
        Handle<NoNamespace> state = Handle.expiring(store, kind, "state", timeToLive);
        store.at(1L);
        state.put(1);
        engine.clock().advance(HOUR);
        state.put(2);
        assertThat(state.contents()).isEqualTo(kind.of(2));
        engine.clock().advance(Duration.ofMinutes(59));
        assertThat(state.contents()).isEqualTo(kind.of(2));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void read_startsTheTimeAnewOnlyWhereItShould(Kind kind) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<NoNamespace> onWrite = Handle.expiring(store, kind, "on-write", ON_WRITE);
      Handle<NoNamespace> onRead = Handle.expiring(store, kind, "on-read", ON_READ);
      store.at(1L);
      onWrite.put(1, 2);
      onRead.put(1, 2);
      engine.clock().advance(Duration.ofMinutes(40));
      assertThat(onWrite.contents()).isEqualTo(kind.of(1, 2));
      assertThat(onRead.contents()).isEqualTo(kind.of(1, 2));
      engine.clock().advance(Duration.ofMinutes(40));
      assertThat(onWrite.contents()).isNull();
      assertThat(onRead.contents()).isEqualTo(kind.of(1, 2));
      engine.clock().advance(HOUR);

      assertThat(onRead.contents()).isNull();
    }
  }

  @Test
  void elementsOfAList_expireOneByOne() {
    for (TimeToLive timeToLive : new TimeToLive[] {ON_WRITE, ON_CREATE}) {
      try (KitStore<Long> store = engine.open(Serializers.LONG)) {
        ListState<Long> list =
            store.state(StateDescriptor.list("state", Serializers.LONG).expiring(timeToLive));
        store.at(1L);
        for (long element = 0; element < 4; element++) {
          list.add(element);
          engine.clock().advance(Duration.ofMinutes(20));
        }
        assertThat(list.get()).containsExactly(2L, 3L);
        list.addAll(List.of(4L, 5L));
        engine.clock().advance(Duration.ofMinutes(20));
        assertThat(list.get()).containsExactly(3L, 4L, 5L);
        engine.clock().advance(Duration.ofMinutes(40));

        assertThat(list.get()).isEmpty();
        assertThat(store.keys("state", NoNamespace.INSTANCE)).isEmpty();
      }
    }
  }

  @Test
  void entriesOfAMap_expireOneByOne() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      MapState<String, Long> onWrite = store.state(map("on-write", ON_WRITE));
      MapState<String, Long> onCreate = store.state(map("on-create", ON_CREATE));
      MapState<String, Long> onRead = store.state(map("on-read", ON_READ));
      store.at(1L);
      for (MapState<String, Long> map : List.of(onWrite, onCreate, onRead)) {
        map.put("written again", 1L);
        map.put("asked for", 1L);
        map.put("left alone", 1L);
      }
      engine.clock().advance(Duration.ofMinutes(40));
      for (MapState<String, Long> map : List.of(onWrite, onCreate, onRead)) {
        map.put("written again", 2L);
        assertThat(map.contains("asked for")).isTrue();
        assertThat(map.keys()).hasSize(3);
        assertThat(map.isEmpty()).isFalse();
      }
      engine.clock().advance(Duration.ofMinutes(20));

      assertThat(onWrite.keys()).containsExactly("written again");
      assertThat(onWrite.values()).containsExactly(2L);
      assertThat(onWrite.contains("left alone")).isFalse();
      assertThat(onWrite.get("left alone")).isNull();
      assertThat(onRead.keys()).containsExactly("written again");
      assertThat(onCreate.keys()).isEmpty();
      assertThat(onCreate.isEmpty()).isTrue();
      assertThat(onCreate.iterator().hasNext()).isFalse();
    }
  }

  @Test
  void readEntryOfAMap_livesOnAlone() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      MapState<String, Long> map = store.state(map("state", ON_READ));
      store.at(1L);
      map.put("read", 1L);
      map.put("not read", 1L);
      engine.clock().advance(Duration.ofMinutes(40));
      assertThat(map.get("read")).isEqualTo(1);
      engine.clock().advance(Duration.ofMinutes(40));

      assertThat(map.keys()).containsExactly("read");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LIST", "MAP"})
  void mergedParts_keepTheirTime(Kind kind) {
    for (TimeToLive timeToLive : new TimeToLive[] {ON_WRITE, ON_CREATE, ON_READ}) {
      try (KitStore<Long> store = engine.open(Serializers.LONG)) {
        Handle<Long> state = Handle.expiringNumbered(store, kind, "state", timeToLive);
        store.at(1L);
        state.in(1L).put(1);
        engine.clock().advance(Duration.ofMinutes(40));
        state.merge(2L, List.of(1L));
        engine.clock().advance(Duration.ofMinutes(20));

        assertThat(state.in(2L).contents()).isNull();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"VALUE", "REDUCING", "AGGREGATING"})
  void mergedSingleValue_startsTheTimeAnewAsAWriteDoes(Kind kind) {
    for (TimeToLive timeToLive : new TimeToLive[] {ON_WRITE, ON_CREATE, ON_READ}) {
      try (KitStore<Long> store = engine.open(Serializers.LONG)) {
        Handle<Long> state = Handle.expiringNumbered(store, kind, "state", timeToLive);
        store.at(1L);
        state.in(1L).put(1);
        engine.clock().advance(Duration.ofMinutes(40));
        state.merge(2L, List.of(1L));
        engine.clock().advance(Duration.ofMinutes(59));
        assertThat(store.keys("state", 2L)).containsExactly(1L);
        engine.clock().advance(Duration.ofMinutes(1));

        assertThat(state.in(2L).contents()).isNull();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"VALUE", "REDUCING", "AGGREGATING"})
  void singleValueMergedIntoAnother_livesOnAsThatOneWhereCreationAloneCounts(Kind kind) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<Long> state = Handle.expiringNumbered(store, kind, "state", ON_CREATE);
      store.at(1L);
      state.in(2L).put(2);
      engine.clock().advance(Duration.ofMinutes(40));
      state.in(1L).put(1);
      state.merge(2L, List.of(1L));
      assertThat(state.in(2L).contents()).isEqualTo(kind.of(2, 1));
      engine.clock().advance(Duration.ofMinutes(20));

      assertThat(state.in(2L).contents()).isNull();
    }
  }

  @Test
  void listToWhichOlderElementsWereMerged_isThereUntilItsNewestExpires() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<Long> state = Handle.expiringNumbered(store, Kind.LIST, "state", ON_WRITE);
      store.at(1L);
      state.in(1L).put(1);
      engine.clock().advance(Duration.ofMinutes(40));
      state.in(2L).put(2);
      store.snapshot(Mode.INCREMENTAL);
      state.merge(2L, List.of(1L));
      engine.clock().advance(Duration.ofMinutes(20));

      assertThat(store.keys("state", 2L)).containsExactly(1L);
      assertThat(state.in(2L).contents()).isEqualTo(Kind.LIST.of(2));
    }
  }

  @ParameterizedTest
  @EnumSource
  void expiredSources_areNotMerged(Kind kind) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<Long> state = Handle.expiringNumbered(store, kind, "state", ON_WRITE);
      store.at(1L);
      state.in(2L).put(2);
      engine.clock().advance(HOUR);
      state.in(3L).put(3);
      state.merge(1L, List.of(2L, 3L));
      assertThat(state.in(1L).contents()).isEqualTo(kind.of(3));
      engine.clock().advance(HOUR);
      state.merge(4L, List.of(1L, 2L));

      assertThat(state.in(4L).contents()).isNull();
      assertThat(store.keys("state", 4L)).isEmpty();
    }
  }

  private static StateDescriptor.OfMap<String, Long> map(String name, TimeToLive timeToLive) {
    return StateDescriptor.map(name, Serializers.STRING, Serializers.LONG).expiring(timeToLive);
  }
}
