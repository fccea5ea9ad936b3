package io.tidemark.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** States that the program never opens stay in its snapshots. */
abstract class UnopenedContract extends BackendContract {

  UnopenedContract(StateBackendKit kit) {
    super(kit);
  }

  static Stream<Arguments> modes() {
    return Stream.of(Mode.values())
        .flatMap(first -> Stream.of(Mode.values()).map(then -> Arguments.of(first, then)));
  }

  @ParameterizedTest(name = "{0}, then {1}")
  @MethodSource("modes")
  void unopenedStates_areInEveryLaterSnapshot(Mode first, Mode then) {
    SortedMap<String, Object> expected;
    StoreSnapshot snapshot;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 30);
      store.snapshot(first);
      sample.remove(3, 3, 4);
      sample.put(5, 50);
      expected = sample.contents();
      snapshot = store.snapshot(first);
    }
    for (int generation = 0; generation < 2; generation++) {
      try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
        Handle<NoNamespace> another = Handle.of(store, Kind.VALUE, "another");
        store.at(1L);
        another.put(generation);
        store.snapshot(then);
        store.at(2L);
        another.put(generation);
        snapshot = store.snapshot(then);
      }
    }

    assertThat(sampleIn(snapshot)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void unopenedStates_followTheirKeyGroups(Mode mode) {
    SortedMap<String, Object> expected;
    List<StoreSnapshot> snapshots = new ArrayList<>();
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 40);
      store.snapshot(mode);
      sample.put(5, 50);
      expected = sample.contents();
      snapshots.add(store.snapshot(mode));
    }
    for (int parallelism : new int[] {3, 2}) {
      List<StoreSnapshot> next = new ArrayList<>();
      for (KitStore<Long> store : engine.rescale(Serializers.LONG, parallelism, snapshots)) {
        next.add(store.snapshot(mode));
        store.close();
      }
      snapshots = next;
    }

    try (KitStore<Long> store = engine.restore(Serializers.LONG, KitEngine.ALL, snapshots)) {
      assertThat(new Sample(store).contents()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void statesThatAreOpenedLate_areWhatTheyWere(Mode mode) {
    SortedMap<String, Object> expected;
    StoreSnapshot snapshot;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 30);
      expected = sample.contents();
      snapshot = store.snapshot(mode);
    }
    try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
      store.snapshot(mode);
      KitCapture capture = store.capture(mode);
      Sample sample = new Sample(store);
      assertThat(sample.contents()).isEqualTo(expected);
      sample.put(3, 99);
      sample.remove(4, 4, 5);
      snapshot = capture.write();
      capture.close();

      assertThat(sampleIn(snapshot)).isEqualTo(expected);
      store.bare().snapshotCompleted(capture.id());
      assertThat(sampleIn(store.snapshot(mode))).isEqualTo(sample.contents());
    }
  }

  @ParameterizedTest
  @EnumSource
  void unopenedStates_areDescribedInTheSchema(Mode mode) {
    StoreSnapshot snapshot;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      new Sample(store).fill(0, 30);
      snapshot = store.snapshot(mode);
    }
    try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
      snapshot = store.snapshot(mode);
    }

    assertThat(snapshot.schemas().get(snapshot.schemas().size() - 1).states())
        .containsExactlyInAnyOrderElementsOf(Sample.schemas());
    assertThat(SampleEntries.of(snapshot, KitEngine.ALL, engine.source()))
        .isEqualTo(sampleIn(snapshot));
  }
}
