package io.tidemark.testkit.backend;

import static io.tidemark.spi.CaptureRequest.Mode.FULL;
import static io.tidemark.spi.CaptureRequest.Mode.INCREMENTAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.ListState;
import io.tidemark.state.MapState;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Incremental snapshots: what they hold, what they build on, and how much that is. */
abstract class IncrementContract extends BackendContract {

  IncrementContract(StateBackendKit kit) {
    super(kit);
  }

  @Test
  void chain_holdsEveryRoundsChanges() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store);
      for (int round = 0; round < 12; round++) {
        sample.fill(10L * round, 10L * round + 10);
        changeAtRandom(sample, new Random(round), 10 * round + 10);
        StoreSnapshot snapshot = store.snapshot(INCREMENTAL);

        engine.retainOnly(snapshot);
        assertThat(sampleIn(snapshot)).as("round %d", round).isEqualTo(sample.contents());
      }
    }
  }

  @Test
  void removedEntries_stayAway() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 20);
      store.snapshot(INCREMENTAL);
      for (long key = 0; key < 20; key += 2) {
        sample.remove(key, key, key + 1);
      }
      StoreSnapshot removed = store.snapshot(INCREMENTAL);
      SortedMap<String, Object> withoutThem = sample.contents();
      sample.put(2, 5);
      StoreSnapshot oneIsBack = store.snapshot(INCREMENTAL);

      assertThat(sampleIn(removed)).isEqualTo(withoutThem);
      assertThat(sampleIn(oneIsBack)).isEqualTo(sample.contents());
    }
  }

  @Test
  void clearedAndRefilledMap_losesItsOldEntries() {
    StoreSnapshot snapshot;
    var descriptor = StateDescriptor.map("state", Serializers.STRING, Serializers.LONG);
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      MapState<String, Long> map = store.state(descriptor);
      store.at(1L);
      map.putAll(Map.of("a", 1L, "b", 2L, "c", 3L));
      store.snapshot(INCREMENTAL);
      map.clear();
      map.put("b", 20L);
      map.put("d", 40L);
      map.remove("d");
      snapshot = store.snapshot(INCREMENTAL);
    }

    try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
      MapState<String, Long> map = store.state(descriptor);
      store.at(1L);
      assertThat(map.keys()).containsExactly("b");
      assertThat(map.get("b")).isEqualTo(20);
    }
  }

  @Test
  void listThatGrowsAndIsReplaced_keepsItsOrder() {
    var descriptor = StateDescriptor.list("state", Serializers.LONG);
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ListState<Long> list = store.state(descriptor);
      StoreSnapshot snapshot = store.snapshot(INCREMENTAL);
      store.at(1L);
      for (long round = 0; round < 12; round++) {
        list.add(round);
        if (round % 4 == 2) {
          list.update(List.of(-round, round));
        }
        if (round % 5 == 4) {
          list.clear();
          list.add(100 + round);
        }
        list.addAll(List.of(round, round));
        snapshot = store.snapshot(INCREMENTAL);

        try (KitStore<Long> restored = engine.restore(Serializers.LONG, snapshot)) {
          ListState<Long> same = restored.state(descriptor);
          restored.at(1L);
          assertThat(same.get()).as("round %d", round).isEqualTo(list.get());
        }
      }
    }
  }

  @Test
  void mergedNamespaces_areMovedInTheChainToo() {
    for (Kind kind : Kind.values()) {
      StoreSnapshot snapshot;
      try (KitStore<Long> store = engine.open(Serializers.LONG)) {
        Handle<Long> state = Handle.numbered(store, kind, "state");
        store.at(1L);
        state.in(1L).put(1);
        state.in(2L).put(2);
        store.snapshot(INCREMENTAL);
        state.in(3L).put(3);
        state.merge(1L, List.of(2L, 3L));
        snapshot = store.snapshot(INCREMENTAL);
      }

      try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
        Handle<Long> state = Handle.numbered(store, kind, "state");
        store.at(1L);
        assertThat(state.in(1L).contents()).as("%s", kind).isEqualTo(kind.of(1, 2, 3));
        assertThat(store.keys("state", 2L)).isEmpty();
        assertThat(store.keys("state", 3L)).isEmpty();
      }
    }
  }

  @Test
  void restoredChain_goesOnAndMayNameItsOwnBlobs() {
    StoreSnapshot before = twoRounds();
    StoreSnapshot after;
    SortedMap<String, Object> expected;
    try (KitStore<Long> store = engine.restore(Serializers.LONG, before)) {
      Sample sample = new Sample(store);
      sample.put(1, 70);
      sample.remove(5, 5, 6);
      store.snapshot(INCREMENTAL);
      sample.put(2, 80);
      after = store.snapshot(INCREMENTAL);
      expected = sample.contents();
    }
    engine.retainOnly(after);

    assertThat(sampleIn(after)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void firstIncrementAfterAnUnclaimedRestore_namesNothingOfIt(Mode mode) {
    StoreSnapshot before;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      new Sample(store).fill(0, 20);
      before = store.snapshot(mode);
    }
    Set<BlobRef> foreign = new HashSet<>();
    before.blobs().forEach(use -> foreign.add(use.blob()));

    try (KitStore<Long> store =
        engine.open(
            Serializers.LONG,
            KitEngine.ALL,
            new StoreRestore(List.of(before), engine.source(), false))) {
      Sample sample = new Sample(store);
      for (int round = 0; round < 3; round++) {
        sample.put(1, 70 + round);
        StoreSnapshot after = store.snapshot(INCREMENTAL);

        assertThat(after.blobs()).extracting(BlobUse::blob).doesNotContainAnyElementsOf(foreign);
        if (round == 2) {
          engine.retainOnly(after);
        }
        assertThat(sampleIn(after)).isEqualTo(sample.contents());
      }
    }
  }

  @Test
  @Tag(StateBackendKit.INCREMENTAL)
  void smallChange_addsLittle() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ValueState<String> state = store.state(TEXT);
      fillTexts(store, state, 2_000, new Random(1));
      StoreSnapshot base = store.snapshot(INCREMENTAL);
      fillTexts(store, state, 20, new Random(2));
      StoreSnapshot next = store.snapshot(INCREMENTAL);

      assertThat(next.addedBytes()).isLessThan(base.totalBytes() / 20);
      assertThat(next.totalBytes()).isGreaterThanOrEqualTo(base.totalBytes());
      StoreSnapshot unchanged = store.snapshot(INCREMENTAL);
      assertThat(unchanged.addedBytes()).isLessThan(base.totalBytes() / 20);
    }
  }

  @Test
  @Tag(StateBackendKit.INCREMENTAL)
  void smallChangeAfterAClaimedRestore_addsLittleAtAnyParallelism() {
    StoreSnapshot base;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      fillTexts(store, store.state(TEXT), 2_000, new Random(1));
      base = store.snapshot(INCREMENTAL);
    }
    for (int parallelism = 1; parallelism <= 2; parallelism++) {
      long added = 0;
      for (KitStore<Long> store : engine.rescale(Serializers.LONG, parallelism, List.of(base))) {
        fillTexts(store, store.state(TEXT), 20, new Random(2));
        added += store.snapshot(INCREMENTAL).addedBytes();
        store.close();
      }

      assertThat(added).as("at %d", parallelism).isLessThan(base.totalBytes() / 10);
    }
  }

  @Test
  @Tag(StateBackendKit.INCREMENTAL)
  void longChain_staysWithinABoundOfTheLiveData() {
    Random random = new Random(3);
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ValueState<String> state = store.state(TEXT);
      fillTexts(store, state, 500, random);
      for (int round = 0; round < 60; round++) {
        fillTexts(store, state, 100, random);
        StoreSnapshot snapshot = store.snapshot(INCREMENTAL);
        engine.retainOnly(snapshot);
        assertThat(snapshot.totalBytes())
            .as("round %d", round)
            .isLessThan(3 * 500 * TEXT_BYTES + 100_000);
        assertThat(snapshot.blobs()).as("round %d", round).hasSizeLessThan(1_000);
        if (round == 59) {
          assertThat(snapshot.totalBytes()).isLessThan(4 * store.snapshot(FULL).totalBytes());
        }
      }
    }
  }

  private static final int TEXT_BYTES = 200;

  private static final StateDescriptor.OfValue<String> TEXT =
      StateDescriptor.value("text", Serializers.STRING);

  /** Texts that no compression makes much smaller. */
  private static void fillTexts(
      KitStore<Long> store, ValueState<String> state, int keys, Random random) {
    for (long key = 0; key < keys; key++) {
      StringBuilder text = new StringBuilder(TEXT_BYTES);
      while (text.length() < TEXT_BYTES) {
        text.append((char) random.nextInt(' ', 127));
      }
      if (store.holds(key)) {
        store.at(key);
        state.update(text.toString());
      }
    }
  }

  private StoreSnapshot twoRounds() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 20);
      store.snapshot(INCREMENTAL);
      sample.put(1, 50);
      sample.remove(2, 2, 3);
      return store.snapshot(INCREMENTAL);
    }
  }

  private static void changeAtRandom(Sample sample, Random random, int keys) {
    for (int change = 0; change < 10; change++) {
      long key = random.nextInt(keys);
      switch (random.nextInt(3)) {
        case 0 -> sample.put(key, random.nextInt(100));
        case 1 -> sample.remove(key, key, key + 1);
        default -> {
          sample.remove(key, key, key + 1);
          sample.put(key, random.nextInt(100));
        }
      }
    }
  }
}
