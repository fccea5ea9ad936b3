package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Snapshots of one value state, full and incremental, against a plain map. */
class ValueSnapshotTest {

  private static final Seed SEED = Seed.of(ValueSnapshotTest.class);
  private static final StateDescriptor.OfValue<Long> TOTAL =
      StateDescriptor.value("total", Serializers.LONG);

  private final MemoryStores stores = new MemoryStores();
  private final Map<Long, Long> expected = new HashMap<>();

  @Test
  void fullSnapshot_restoresEverythingAtAnotherRange() {
    KeyedStore<Long> store = stores.open(Serializers.LONG);
    change(store, SEED.random(), 20_000, 30_000);
    StoreSnapshot snapshot = stores.snapshot(store, Mode.FULL);
    Map<Long, Long> found = new HashMap<>();
    for (KeyGroupRange range : List.of(KeyGroupRange.of(0, 9), KeyGroupRange.of(10, 127))) {
      StoreRestore restore = new StoreRestore(List.of(snapshot), stores.blobs, true);
      Map<Long, Long> part = contents(stores.open(Serializers.LONG, range, restore));
      assertThat(found.keySet()).doesNotContainAnyElementsOf(part.keySet());
      found.putAll(part);
    }
    assertThat(found).as("%s", SEED).isEqualTo(expected);
  }

  @Test
  void incrementalSnapshots_restoreWhatWasThereAtEachOfThem() {
    Random random = SEED.random();
    KeyedStore<Long> store = stores.open(Serializers.LONG);
    List<StoreSnapshot> taken = new ArrayList<>();
    List<Map<Long, Long>> pictures = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      change(store, random, 5_000, i == 0 ? 20_000 : 300);
      taken.add(stores.checkpoint(store));
      pictures.add(new HashMap<>(expected));
    }
    for (int i = 0; i < 40; i++) {
      assertThat(contents(stores.restore(Serializers.LONG, taken.get(i))))
          .as("snapshot %d of %s", i, SEED)
          .isEqualTo(pictures.get(i));
    }
  }

  @Test
  void incrementAfterOnePercentChanged_isAtMostThreePercentOfTheFullSize() {
    KeyedStore<Long> store = stores.open(Serializers.LONG);
    ValueState<Long> total = store.state(TOTAL);
    for (long key = 0; key < 100_000; key++) {
      stores.select(store, key);
      total.update(key * 0x9e3779b97f4a7c15L);
    }
    long full = stores.checkpoint(store).addedBytes();
    for (long key = 0; key < 100_000; key += 100) {
      stores.select(store, key);
      total.update(-key * 0x9e3779b97f4a7c15L);
    }
    StoreSnapshot increment = stores.checkpoint(store);
    assertThat(increment.addedBytes()).isPositive().isLessThanOrEqualTo(full * 3 / 100);
    assertThat(increment.totalBytes()).isEqualTo(full + increment.addedBytes());
  }

  @Test
  void firstCheckpointAfterAClaimedRestore_isIncremental() {
    KeyedStore<Long> store = stores.open(Serializers.LONG);
    change(store, SEED.random(), 20_000, 30_000);
    StoreSnapshot base = stores.checkpoint(store);
    KeyedStore<Long> restored = stores.restore(Serializers.LONG, base);
    stores.select(restored, 1L);
    restored.state(TOTAL).update(-1L);
    expected.put(1L, -1L);
    StoreSnapshot next = stores.checkpoint(restored);
    assertThat(next.addedBytes()).isLessThan(base.addedBytes() / 20);
    assertThat(contents(stores.restore(Serializers.LONG, next))).isEqualTo(expected);
  }

  @Test
  void stateThatIsNeverOpened_isInEveryLaterSnapshot() {
    KeyedStore<Long> store = stores.open(Serializers.LONG);
    change(store, SEED.random(), 20_000, 30_000);
    StoreSnapshot base = stores.checkpoint(store);
    for (Mode mode : Mode.values()) {
      StoreSnapshot again = stores.snapshot(stores.restore(Serializers.LONG, base), mode);
      assertThat(contents(stores.restore(Serializers.LONG, again)))
          .as("mode %s of %s", mode, SEED)
          .isEqualTo(expected);
    }
  }

  @Test
  void bytesAndTexts_ofAnyLength_areInASnapshotAsTheyAre() {
    StateDescriptor.OfValue<byte[]> content = StateDescriptor.value("content", Serializers.BYTES);
    StateDescriptor.OfValue<String> title = StateDescriptor.value("title", Serializers.STRING);
    KeyedStore<Long> store = stores.open(Serializers.LONG);
    ValueState<byte[]> contents = store.state(content);
    ValueState<String> titles = store.state(title);
    for (int length = 0; length < 300; length++) {
      stores.select(store, (long) length);
      contents.update(filled(length));
      titles.update("t".repeat(length));
    }
    KeyedStore<Long> restored = stores.restore(Serializers.LONG, stores.snapshot(store, Mode.FULL));
    ValueState<byte[]> foundContents = restored.state(content);
    ValueState<String> foundTitles = restored.state(title);
    for (int length = 0; length < 300; length++) {
      stores.select(restored, (long) length);
      assertThat(foundContents.value()).isEqualTo(filled(length));
      assertThat(foundTitles.value()).isEqualTo("t".repeat(length));
    }
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) length);
    return bytes;
  }

  private void change(KeyedStore<Long> store, Random random, int keys, int changes) {
    ValueState<Long> total = store.state(TOTAL);
    for (int i = 0; i < changes; i++) {
      long key = random.nextInt(keys);
      stores.select(store, key);
      if (random.nextInt(4) == 0) {
        total.clear();
        expected.remove(key);
      } else {
        long value = random.nextLong();
        total.update(value);
        expected.put(key, value);
      }
    }
  }

  private Map<Long, Long> contents(KeyedStore<Long> store) {
    ValueState<Long> total = store.state(TOTAL);
    Map<Long, Long> contents = new HashMap<>();
    List<Long> keys = store.keys("total", NoNamespace.INSTANCE).toList();
    for (Long key : keys) {
      stores.select(store, key);
      contents.put(key, total.value());
    }
    assertThat(contents).hasSameSizeAs(keys);
    return contents;
  }
}
