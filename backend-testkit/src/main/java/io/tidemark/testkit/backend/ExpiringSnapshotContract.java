package io.tidemark.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.TimeToLive;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What snapshots and restores make of {@link TimeToLive}, by a clock that the test turns. */
abstract class ExpiringSnapshotContract extends BackendContract {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final TimeToLive ON_WRITE = TimeToLive.onWrite(HOUR);
  private static final TimeToLive ON_READ = TimeToLive.onReadAndWrite(HOUR);

  ExpiringSnapshotContract(StateBackendKit kit) {
    super(kit);
  }

  static Stream<Arguments> kindsAndModes() {
    return Stream.of(Kind.values())
        .flatMap(kind -> Stream.of(Mode.values()).map(mode -> Arguments.of(kind, mode)));
  }

  @ParameterizedTest
  @MethodSource("kindsAndModes")
  void restoredEntry_expiresWhenItWouldHave(Kind kind, Mode mode) {
    StoreSnapshot snapshot;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<NoNamespace> state = Handle.expiring(store, kind, "state", ON_WRITE);
      store.at(1L);
      state.put(1);
      store.snapshot(mode);
      engine.clock().advance(Duration.ofMinutes(20));
      store.at(2L);
      state.put(2);
      snapshot = store.snapshot(mode);
    }
    engine.clock().advance(Duration.ofMinutes(39));

    try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
      Handle<NoNamespace> state = Handle.expiring(store, kind, "state", ON_WRITE);
      store.at(1L);
      assertThat(state.contents()).isEqualTo(kind.of(1));
      engine.clock().advance(Duration.ofMinutes(1));
      assertThat(state.contents()).isNull();
      store.at(2L);
      assertThat(state.contents()).isEqualTo(kind.of(2));
      engine.clock().advance(Duration.ofMinutes(20));
      assertThat(state.contents()).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("kindsAndModes")
  void expiredEntry_isNeverSeenAfterARestore(Kind kind, Mode mode) {
    StoreSnapshot snapshot;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<NoNamespace> state = Handle.expiring(store, kind, "state", ON_WRITE);
      store.at(1L);
      state.put(1);
      store.snapshot(mode);
      engine.clock().advance(HOUR);
      snapshot = store.snapshot(mode);
    }

    try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
      Handle<NoNamespace> state = Handle.expiring(store, kind, "state", ON_WRITE);
      store.at(1L);
      assertThat(state.contents()).isNull();
      assertThat(store.keys("state", NoNamespace.INSTANCE)).isEmpty();
      state.put(5);
      assertThat(state.contents()).isEqualTo(kind.of(5));
    }
  }

  /** The clock is turned back, so that what is hidden only by its stamp comes to light. */
  @ParameterizedTest
  @EnumSource
  void expiredEntry_isInNoFullSnapshot(Kind kind) {
    for (Mode mode : new Mode[] {Mode.FULL, Mode.SAVEPOINT}) {
      StoreSnapshot snapshot;
      engine.clock().set(KitEngine.START_MILLIS);
      try (KitStore<Long> store = engine.open(Serializers.LONG)) {
        Handle<NoNamespace> state = Handle.expiring(store, kind, "state", ON_WRITE);
        store.at(1L);
        state.put(1);
        store.at(2L);
        state.put(1);
        engine.clock().advance(HOUR);
        state.put(2);
        snapshot = store.snapshot(mode);
      }
      engine.clock().set(KitEngine.START_MILLIS);

      try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
        Handle<NoNamespace> state = Handle.expiring(store, kind, "state", ON_WRITE);
        store.at(1L);
        assertThat(state.contents()).as("%s", mode).isNull();
        store.at(2L);
        assertThat(state.contents()).as("%s", mode).isEqualTo(kind.of(2));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void refreshedTime_isInTheNextIncrement(Kind kind) {
    StoreSnapshot snapshot;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Handle<NoNamespace> state = Handle.expiring(store, kind, "state", ON_READ);
      store.at(1L);
      state.put(1, 2);
      store.snapshot(Mode.INCREMENTAL);
      engine.clock().advance(Duration.ofMinutes(40));
      assertThat(state.contents()).isEqualTo(kind.of(1, 2));
      snapshot = store.snapshot(Mode.INCREMENTAL);
    }
    engine.clock().advance(Duration.ofMinutes(40));

    try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
      Handle<NoNamespace> state = Handle.expiring(store, kind, "state", ON_READ);
      store.at(1L);
      assertThat(state.contents()).isEqualTo(kind.of(1, 2));
    }
  }

  @ParameterizedTest
  @MethodSource("kindsAndModes")
  void unopenedEntries_keepTheirTime(Kind kind, Mode mode) {
    StoreSnapshot snapshot;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      store.at(1L);
      Handle.expiring(store, kind, "state", ON_WRITE).put(1);
      snapshot = store.snapshot(mode);
    }
    engine.clock().advance(Duration.ofMinutes(30));
    try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
      snapshot = store.snapshot(mode);
    }
    engine.clock().advance(Duration.ofMinutes(29));

    try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
      Handle<NoNamespace> state = Handle.expiring(store, kind, "state", ON_WRITE);
      store.at(1L);
      assertThat(state.contents()).isEqualTo(kind.of(1));
      engine.clock().advance(Duration.ofMinutes(1));
      assertThat(state.contents()).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("kindsAndModes")
  void addedTimeToLive_countsFromTheRestore(Kind kind, Mode mode) {
    StoreSnapshot snapshot;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      store.at(1L);
      Handle.of(store, kind, "state").put(1, 2);
      snapshot = store.snapshot(mode);
    }
    engine.clock().advance(Duration.ofHours(5));

    try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
      Handle<NoNamespace> state = Handle.expiring(store, kind, "state", ON_WRITE);
      store.at(1L);
      engine.clock().advance(Duration.ofMinutes(59));
      assertThat(state.contents()).isEqualTo(kind.of(1, 2));
      engine.clock().advance(Duration.ofMinutes(1));
      assertThat(state.contents()).isNull();
      state.put(3);
      snapshot = store.snapshot(mode);
    }
    try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
      Handle<NoNamespace> state = Handle.expiring(store, kind, "state", ON_WRITE);
      store.at(1L);
      assertThat(state.contents()).isEqualTo(kind.of(3));
    }
  }

  @ParameterizedTest
  @MethodSource("kindsAndModes")
  void removedTimeToLive_keepsWhatIsThereForEver(Kind kind, Mode mode) {
    StoreSnapshot snapshot;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      store.at(1L);
      Handle.expiring(store, kind, "state", ON_WRITE).put(1, 2);
      snapshot = store.snapshot(mode);
    }

    for (int generation = 0; generation < 2; generation++) {
      try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
        Handle<NoNamespace> state = Handle.of(store, kind, "state");
        engine.clock().advance(Duration.ofHours(5));
        store.at(1L);
        assertThat(state.contents()).isEqualTo(kind.of(1, 2));
        snapshot = store.snapshot(mode);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void changedTimeToLive_appliesToWhatIsThere(Kind kind) {
    StoreSnapshot snapshot;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      store.at(1L);
      Handle.expiring(store, kind, "state", ON_WRITE).put(1);
      snapshot = store.snapshot(Mode.INCREMENTAL);
    }
    try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
      Handle<NoNamespace> state =
          Handle.expiring(store, kind, "state", TimeToLive.onWrite(Duration.ofHours(2)));
      store.at(1L);
      engine.clock().advance(Duration.ofMinutes(119));
      assertThat(state.contents()).isEqualTo(kind.of(1));
      engine.clock().advance(Duration.ofMinutes(1));
      assertThat(state.contents()).isNull();
    }
  }
}
