package io.tidemark.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Restores whose key groups overlap those of the snapshots in any way. */
abstract class RescaleContract extends BackendContract {

  RescaleContract(StateBackendKit kit) {
    super(kit);
  }

  static Stream<Arguments> rescales() {
    int[][] pairs = {{1, 2}, {2, 1}, {2, 3}, {3, 2}, {1, 16}, {16, 1}, {4, 3}, {5, 7}};
    return Stream.of(pairs)
        .flatMap(
            pair -> Stream.of(Mode.values()).map(mode -> Arguments.of(pair[0], pair[1], mode)));
  }

  @ParameterizedTest(name = "{0} to {1}, {2}")
  @MethodSource("rescales")
  void rescaledJob_findsEachEntryOnce(int from, int to, Mode mode) {
    List<StoreSnapshot> snapshots = new ArrayList<>();
    List<Sample> before = samples(engine.rescale(Serializers.LONG, from, List.of()));
    for (Sample sample : before) {
      sample.fill(0, 60);
      sample.store().snapshot(mode);
      sample.fill(40, 80);
      removeWhatIsHeld(sample, 10, 20);
      snapshots.add(sample.store().snapshot(mode));
    }
    SortedMap<String, Object> expected = Sample.contents(before);
    closeAll(before);

    List<Sample> after = samples(engine.rescale(Serializers.LONG, to, snapshots));
    assertThat(Sample.contents(after)).isEqualTo(expected);
    for (Sample sample : after) {
      for (Kind kind : Kind.values()) {
        assertThat(sample.store().keys(Sample.plainName(kind), NoNamespace.INSTANCE))
            .allMatch(sample.store()::holds);
      }
    }
    closeAll(after);
  }

  @ParameterizedTest
  @EnumSource
  void jobThatIsRescaledAgainAndAgain_losesAndRevivesNothing(Mode mode) {
    List<StoreSnapshot> snapshots = List.of();
    SortedMap<String, Object> expected = null;
    int round = 0;
    for (int parallelism : new int[] {1, 2, 3, 2, 1, 4, 1}) {
      List<Sample> samples = samples(engine.rescale(Serializers.LONG, parallelism, snapshots));
      if (expected != null) {
        assertThat(Sample.contents(samples)).as("round %d", round).isEqualTo(expected);
      }
      List<StoreSnapshot> next = new ArrayList<>();
      for (Sample sample : samples) {
        for (int step = 0; step < 2; step++) {
          sample.fill(20L * round + 10L * step, 20L * round + 30L);
          removeWhatIsHeld(sample, 20L * round - 10, 20L * round - 5);
          StoreSnapshot snapshot = sample.store().snapshot(mode);
          if (step == 1) {
            next.add(snapshot);
          }
        }
      }
      expected = Sample.contents(samples);
      closeAll(samples);
      snapshots = next;
      engine.retainOnly(next.toArray(StoreSnapshot[]::new));
      round++;
    }
  }

  @ParameterizedTest
  @EnumSource
  void snapshotOfARescaledStore_holdsItsOwnKeyGroupsOnly(Mode mode) {
    StoreSnapshot whole;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      new Sample(store).fill(0, 60);
      whole = store.snapshot(mode);
    }
    KeyGroupRange part = KeyGroupRange.of(5, 9);
    StoreSnapshot ofPart;
    SortedMap<String, Object> expected;
    try (KitStore<Long> store = engine.restore(Serializers.LONG, part, List.of(whole))) {
      ofPart = store.snapshot(mode);
      Sample sample = new Sample(store);
      expected = sample.contents();
    }

    assertThat(SampleEntries.of(ofPart, KitEngine.ALL, engine.source())).isEqualTo(expected);
    try (KitStore<Long> store = engine.restore(Serializers.LONG, ofPart)) {
      assertThat(new Sample(store).contents()).isEqualTo(expected);
    }
  }

  @Test
  void snapshotsOfDifferentFormats_areRestoredTogether() {
    List<Sample> before = samples(engine.rescale(Serializers.LONG, 3, List.of()));
    List<StoreSnapshot> snapshots = new ArrayList<>();
    Mode[] modes = Mode.values();
    for (int subtask = 0; subtask < 3; subtask++) {
      Sample sample = before.get(subtask).fill(0, 60);
      sample.store().snapshot(Mode.INCREMENTAL);
      sample.fill(50, 70);
      snapshots.add(sample.store().snapshot(modes[subtask]));
    }
    SortedMap<String, Object> expected = Sample.contents(before);
    closeAll(before);

    for (int parallelism : new int[] {1, 2, 4}) {
      List<Sample> after = samples(engine.rescale(Serializers.LONG, parallelism, snapshots));
      assertThat(Sample.contents(after)).as("at %d", parallelism).isEqualTo(expected);
      closeAll(after);
    }
  }

  @Test
  void snapshotsThatDoNotOverlap_areNoneOfTheStoresBusiness() {
    List<Sample> before = samples(engine.rescale(Serializers.LONG, 2, List.of()));
    List<StoreSnapshot> snapshots = new ArrayList<>();
    for (Sample sample : before) {
      snapshots.add(sample.fill(0, 60).store().snapshot(Mode.FULL));
    }
    SortedMap<String, Object> ofFirst = before.get(0).contents();
    closeAll(before);

    try (KitStore<Long> store =
        engine.restore(Serializers.LONG, KeyGroupRange.of(0, 7), snapshots)) {
      assertThat(new Sample(store).contents()).isEqualTo(ofFirst);
    }
  }

  private static void removeWhatIsHeld(Sample sample, long firstKey, long endKey) {
    for (long key = firstKey; key < endKey; key++) {
      if (sample.store().holds(key)) {
        sample.remove(key, key, key + 1);
      }
    }
  }

  private static List<Sample> samples(List<KitStore<Long>> stores) {
    return stores.stream().map(Sample::new).toList();
  }

  private static void closeAll(List<Sample> samples) {
    samples.forEach(sample -> sample.store().close());
  }
}
