package io.tidemark.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.SnapshotEntries;
import io.tidemark.spi.SnapshotVersionException;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.TimeToLive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What {@link SnapshotEntries} sees in the backend's snapshots, without a serializer or a store.
 */
abstract class EntriesContract extends BackendContract {

  EntriesContract(StateBackendKit kit) {
    super(kit);
  }

  @ParameterizedTest
  @EnumSource
  void walk_givesWhatIsAliveOnce(Mode mode) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store);
      for (int round = 0; round < 4; round++) {
        sample.fill(10L * round, 10L * round + 25);
        sample.remove(10 * round + 1, 10 * round + 1, 10 * round + 2);
        sample.remove(10 * round + 2, 10 * round + 2, 10 * round + 3);
        sample.put(10 * round + 2, 7);
        StoreSnapshot snapshot = store.snapshot(mode);

        assertThat(SampleEntries.of(snapshot, KitEngine.ALL, engine.source()))
            .as("round %d", round)
            .isEqualTo(sample.contents());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void walkOfSomeKeyGroups_givesThose(Mode mode) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 40);
      store.snapshot(mode);
      sample.remove(4, 4, 5);
      StoreSnapshot snapshot = store.snapshot(mode);
      SortedMap<String, Object> together = new TreeMap<>();
      for (int subtask = 0; subtask < 5; subtask++) {
        KeyGroupRange part = KeyGroups.rangeOf(subtask, 5, KitEngine.KEY_GROUPS);
        SortedMap<String, Object> lines = SampleEntries.of(snapshot, part, engine.source());
        assertThat(together).doesNotContainKeys(lines.keySet().toArray(String[]::new));
        together.putAll(lines);
      }

      assertThat(together).isEqualTo(sample.contents());
    }
  }

  @ParameterizedTest
  @EnumSource
  void stamps_areTheTimesFromWhichEntriesCount(Mode mode) {
    TimeToLive timeToLive = TimeToLive.onWrite(Duration.ofHours(1));
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      for (long key = 0; key < 5; key++) {
        store.at(key);
        for (Kind kind : Kind.values()) {
          Handle.expiring(store, kind, kind.name(), timeToLive).put(key);
        }
        engine.clock().advance(Duration.ofMinutes(1));
      }
      StoreSnapshot snapshot = store.snapshot(mode);
      List<String> found = new ArrayList<>();
      walk(snapshot, found);

      List<String> expected = new ArrayList<>();
      for (Kind kind : Kind.values()) {
        for (long key = 0; key < 5; key++) {
          expected.add(kind.name() + " of " + key + " at " + (kind == Kind.LIST ? 0 : key));
        }
      }
      assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void walks_mayGoOnSeveralThreadsAtOnce(Mode mode) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 60);
      StoreSnapshot snapshot = store.snapshot(mode);
      var elsewhere =
          engine.start(() -> SampleEntries.of(snapshot, KitEngine.ALL, engine.source()));
      SortedMap<String, Object> here = SampleEntries.of(snapshot, KitEngine.ALL, engine.source());

      assertThat(here).isEqualTo(sample.contents());
      assertThat(KitThreads.await(elsewhere)).isEqualTo(here);
    }
  }

  @ParameterizedTest
  @EnumSource
  void failureOfTheVisitor_endsTheWalk(Mode mode) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      new Sample(store).fill(0, 10);
      StoreSnapshot snapshot = store.snapshot(mode);
      SnapshotEntries entries = SampleEntries.walkerOf(snapshot.format());

      assertThatThrownBy(
              () ->
                  entries.walk(
                      snapshot,
                      KitEngine.ALL,
                      engine.source(),
                      entry -> {
                        throw new IllegalStateException("seen enough");
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("seen enough");
      assertThat(engine.borrowed().leaks()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void newerFormat_isRefused(Mode mode) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      new Sample(store).fill(0, 10);
      StoreSnapshot snapshot = store.snapshot(mode);
      StoreSnapshot newer = FailureContract.withVersion(snapshot, snapshot.version() + 1);

      assertThatThrownBy(() -> SampleEntries.of(newer, KitEngine.ALL, engine.source()))
          .isInstanceOf(SnapshotVersionException.class)
          .hasMessageContaining(String.valueOf(snapshot.version()))
          .hasMessageContaining(String.valueOf(snapshot.version() + 1));
    }
  }

  private void walk(StoreSnapshot snapshot, List<String> found) {
    SampleEntries.walkerOf(snapshot.format())
        .walk(
            snapshot,
            KitEngine.ALL,
            engine.source(),
            entry -> {
              assertThat(entry.stateSchema().expiring()).isTrue();
              long key = Serializers.LONG.read(entry.key());
              long minutes =
                  entry.stamp() == 0
                      ? 0
                      : Duration.ofMillis(entry.stamp() - KitEngine.START_MILLIS).toMinutes();
              found.add(entry.stateSchema().name() + " of " + key + " at " + minutes);
            });
  }
}
