package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.ListState;
import io.tidemark.state.MapState;
import io.tidemark.state.StateDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Increments that are gathered leave every snapshot as it was: none of their appends is there
 * twice, and no deletion is lost.
 */
class GatheringTest {

  private static final Seed SEED = Seed.of(GatheringTest.class);
  private static final int KEYS = 1_000;

  private final MemoryStores stores = new MemoryStores();
  private final Random random = SEED.random();
  private final Map<Long, List<String>> lists = new HashMap<>();
  private final Map<Long, Map<Long, Long>> maps = new HashMap<>();
  private KeyedStore<Long> store = stores.open(Serializers.LONG);
  private ListState<String> list = list(store);
  private MapState<Long, Long> map = map(store);

  @Test
  void manySmallIncrements_areFewBlobsThatRestoreWhatWasThere() {
    fill();
    int most = 0;
    int gathered = 0;
    int blobs = stores.checkpoint(store).blobs().size();
    assertThat(blobs).as("spans").isEqualTo(Chain.SPANS);
    for (int round = 0; round < 3 * Chain.MAX_INCREMENTS; round++) {
      change(8);
      StoreSnapshot snapshot = stores.checkpoint(store);
      if (snapshot.blobs().size() < blobs || round % 50 == 0) {
        gathered += snapshot.blobs().size() < blobs ? 1 : 0;
        assertRestores(snapshot, round);
      }
      blobs = snapshot.blobs().size();
      most = Math.max(most, blobs);
    }
    assertThat(gathered).as("%s", SEED).isGreaterThanOrEqualTo(2);
    assertThat(most).as("%s", SEED).isLessThan(Chain.MAX_LINKS);
  }

  @Test
  void largeIncrementsPublishedInAnyOrderOrNever_restoreWhatWasThere() {
    fill();
    stores.checkpoint(store);
    List<StoreCapture> held = new ArrayList<>();
    for (int round = 0; round < 150; round++) {
      change(150);
      held.add(stores.capture(store, Mode.INCREMENTAL));
      long newest = held.get(held.size() - 1).snapshotId();
      while (held.size() > random.nextInt(3)) {
        try (StoreCapture capture = held.remove(random.nextInt(held.size()))) {
          StoreSnapshot snapshot = capture.write(stores.blobs);
          if (random.nextInt(4) > 0) {
            store.snapshotCompleted(capture.snapshotId());
          } else {
            store.snapshotDiscarded(capture.snapshotId());
          }
          if (capture.snapshotId() == newest) {
            assertRestores(snapshot, round);
            goOnFromTimeToTime(snapshot, held);
          }
        }
      }
    }
    held.forEach(StoreCapture::close);
  }

  @Test
  void firstIncrementAfterARestore_hasTheChangesAlone() {
    fill();
    long full = stores.checkpoint(store).addedBytes();
    change(8);
    goOnFrom(stores.checkpoint(store));
    change(8);

    StoreSnapshot increment = stores.checkpoint(store);

    assertThat(increment.addedBytes()).as("%s", SEED).isLessThan(full / 20);
    assertRestores(increment, 0);
  }

  private void goOnFromTimeToTime(StoreSnapshot snapshot, List<StoreCapture> held) {
    if (random.nextInt(10) == 0) {
      held.clear();
      goOnFrom(snapshot);
    }
  }

  private void goOnFrom(StoreSnapshot snapshot) {
    store.close();
    store = stores.restore(Serializers.LONG, snapshot);
    list = list(store);
    map = map(store);
  }

  private void fill() {
    for (long key = 0; key < KEYS; key++) {
      stores.select(store, key);
      for (int i = 0; i < 20; i++) {
        append(key);
      }
      // Some maps are short enough for an array, and some become so large that they are tables.
      for (int i = random.nextInt(20); i >= 0; i--) {
        put(key, i);
      }
    }
    // Tells the store how many bytes an entry takes, so that the base is cut into spans.
    stores.snapshot(store, Mode.FULL);
  }

  private void change(int count) {
    for (int i = 0; i < count; i++) {
      long key = random.nextInt(KEYS);
      stores.select(store, key);
      switch (random.nextInt(8)) {
        case 0 -> {
          list.clear();
          lists.remove(key);
        }
        case 1 -> {
          map.clear();
          maps.remove(key);
        }
        case 2, 3 -> {
          long user = random.nextInt(30);
          map.remove(user);
          maps.getOrDefault(key, new HashMap<>()).remove(user);
          maps.computeIfPresent(key, (any, left) -> left.isEmpty() ? null : left);
        }
        case 4, 5 -> put(key, random.nextInt(30));
        default -> append(key);
      }
    }
  }

  private void append(long key) {
    String text = text();
    list.add(text);
    lists.computeIfAbsent(key, any -> new ArrayList<>()).add(text);
  }

  private void put(long key, long user) {
    long value = random.nextLong();
    map.put(user, value);
    maps.computeIfAbsent(key, any -> new HashMap<>()).put(user, value);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      text.append(Long.toHexString(random.nextLong()));
    }
    return text.toString();
  }

  private void assertRestores(StoreSnapshot snapshot, int round) {
    KeyedStore<Long> restored = stores.restore(Serializers.LONG, snapshot);
    ListState<String> restoredList = list(restored);
    MapState<Long, Long> restoredMap = map(restored);
    Map<Long, List<String>> foundLists = new HashMap<>();
    for (Long key : restored.keys("list", NoNamespace.INSTANCE).toList()) {
      stores.select(restored, key);
      foundLists.put(key, List.copyOf(restoredList.get()));
    }
    Map<Long, Map<Long, Long>> foundMaps = new HashMap<>();
    for (Long key : restored.keys("map", NoNamespace.INSTANCE).toList()) {
      stores.select(restored, key);
      Map<Long, Long> entries = new HashMap<>();
      restoredMap.entries().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
      foundMaps.put(key, entries);
    }
    assertSame(foundLists, lists, round);
    assertSame(foundMaps, maps, round);
    restored.close();
  }

  private static <V> void assertSame(Map<Long, V> found, Map<Long, V> expected, int round) {
    assertThat(found.keySet()).as("round %d of %s", round, SEED).isEqualTo(expected.keySet());
    expected.forEach(
        (key, value) ->
            assertThat(found.get(key)).as("%d, round %d of %s", key, round, SEED).isEqualTo(value));
  }

  private static ListState<String> list(KeyedStore<Long> store) {
    return store.state(StateDescriptor.list("list", Serializers.STRING));
  }

  private static MapState<Long, Long> map(KeyedStore<Long> store) {
    return store.state(StateDescriptor.map("map", Serializers.LONG, Serializers.LONG));
  }
}
