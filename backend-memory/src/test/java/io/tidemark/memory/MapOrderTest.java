package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.MapState;
import io.tidemark.state.StateDescriptor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order in which maps are walked, whatever happens meanwhile. */
class MapOrderTest {

  private static final int MANY = 4096;

  private final MemoryStores stores = new MemoryStores();
  private final KeyedStore<Long> store = stores.open(Serializers.LONG);
  private final MapState<Long, Long> map = map(store);

  @BeforeEach
  void select() {
    stores.select(store, 1L);
  }

  @Test
  void keysOfEachSize_areWalkedInTheOrderInWhichTheyCame() {
    List<Long> expected = new ArrayList<>();
    for (long i = 0; i < 300; i++) {
      long key = i * 0x9e3779b97f4a7c15L;
      map.put(key, i);
      map.put(expected.isEmpty() ? key : expected.get(0), -i);
      expected.add(key);
      assertThat(map.keys()).containsExactlyElementsOf(expected);
    }
  }

  @Test
  void keyThatIsPutAgainAfterItsRemoval_isTheLast() {
    putMany();
    map.remove(7L);
    map.put(7L, 7L);
    List<Long> expected = numbers(0, MANY);
    expected.remove(7L);
    expected.add(7L);
    assertThat(map.keys()).containsExactlyElementsOf(expected);
  }

  @Test
  void removalsThroughTheWalk_leaveTheOthersToItInTheirOrder() {
    putMany();
    List<Long> seen = new ArrayList<>();
    for (Iterator<Map.Entry<Long, Long>> walk = map.iterator(); walk.hasNext(); ) {
      long key = walk.next().getKey();
      seen.add(key);
      if (key % 7 != 0) {
        walk.remove();
        assertThatIllegalStateException().isThrownBy(walk::remove);
      }
    }
    assertThat(seen).isEqualTo(numbers(0, MANY));
    assertThat(map.keys()).containsExactlyElementsOf(sevenths());
  }

  @Test
  void putsDuringTheWalk_doNotPutOffItsEnd() {
    putMany();
    List<Long> seen = new ArrayList<>();
    for (Iterator<Map.Entry<Long, Long>> walk = map.iterator(); walk.hasNext(); ) {
      long key = walk.next().getKey();
      seen.add(key);
      walk.remove();
      map.put(MANY + key, key);
    }
    assertThat(seen).isEqualTo(numbers(0, MANY));
    assertThat(map.keys()).containsExactlyElementsOf(numbers(MANY, 2 * MANY));
  }

  @Test
  void putsBehindTheLastEntry_areNotInAWalkThatBegan() {
    for (long key = 0; key < 100; key++) {
      map.put(key, key);
    }
    List<Long> seen = new ArrayList<>();
    map.keys()
        .forEach(
            key -> {
              seen.add(key);
              map.put(100 + key, key);
            });
    assertThat(seen).isEqualTo(numbers(0, 100));
  }

  @Test
  void entriesThatGoWhileTheWalkIsFarFromThem_areNotSeen() {
    putMany();
    Iterator<Long> walk = map.keys().iterator();
    assertThat(walk.next()).isZero();
    for (long key = 1; key < MANY; key++) {
      if (key % 7 != 0) {
        map.remove(key);
      }
    }
    List<Long> seen = new ArrayList<>(List.of(0L));
    walk.forEachRemaining(seen::add);
    assertThat(seen.subList(seen.indexOf(70L), seen.size()))
        .isEqualTo(sevenths().subList(10, sevenths().size()));
  }

  @Test
  void valuesThatChangeAfterACaptureDuringTheWalk_areSeenByTheWalkAndNotByTheCapture() {
    putMany();
    Iterator<Map.Entry<Long, Long>> walk = map.iterator();
    walk.next();
    StoreSnapshot snapshot;
    try (StoreCapture capture = stores.capture(store, Mode.FULL)) {
      map.put(4000L, -1L);
      map.remove(4001L);
      map.put(5000L, 5000L);
      snapshot = capture.write(stores.blobs);
    }
    Map.Entry<Long, Long> entry = walk.next();
    while (entry.getKey() < 4000) {
      entry = walk.next();
    }
    assertThat(entry.getValue()).isEqualTo(-1);
    assertThat(walk.next().getKey()).isEqualTo(4002);
    KeyedStore<Long> restored = stores.restore(Serializers.LONG, snapshot);
    stores.select(restored, 1L);
    assertThat(map(restored).keys()).containsExactlyElementsOf(numbers(0, MANY));
    assertThat(map(restored).get(4000L)).isEqualTo(4000);
  }

  @Test
  void clearedMapThatIsFilledAgain_doesNotComeTwiceInAWalkOverTheFirst() {
    putMany();
    Iterator<Long> walk = map.keys().iterator();
    for (long key = 0; key < 1000; key++) {
      assertThat(walk.next()).isEqualTo(key);
    }
    map.clear();
    for (long key = MANY - 1; key >= 0; key--) {
      map.put(key, key);
    }
    walk.forEachRemaining(key -> assertThat(key).isGreaterThanOrEqualTo(1000));
  }

  @Test
  void restoredMap_isWalkedInTheOrderInWhichItWasWritten() {
    List<Long> expected = new ArrayList<>();
    for (long i = 0; i < 1000; i++) {
      expected.add(i * 0x9e3779b97f4a7c15L);
      map.put(expected.get((int) i), i);
    }
    StoreSnapshot full = stores.checkpoint(store);
    map.put(-1L, 0L);
    map.remove(expected.remove(500));
    map.put(expected.get(0), 1L);
    expected.add(-1L);
    StoreSnapshot incremental = stores.checkpoint(store);
    assertThat(full.blobs()).isNotEmpty();
    KeyedStore<Long> restored = stores.restore(Serializers.LONG, incremental);
    stores.select(restored, 1L);
    assertThat(map(restored).keys()).containsExactlyElementsOf(expected);
  }

  @Test
  void keyPutAgainBetweenTwoIncrements_standsWhereItWasAtFirstAfterTheirRestore() {
    putManyOnWhichIncrementsBuild();
    map.remove(7L);
    map.put(7L, 7L);
    assertRestores(stores.checkpoint(store), 2, numbers(0, MANY));
  }

  @Test
  void keyPutAgainAfterAnIncrementWithoutIt_isTheLastAfterTheirRestore() {
    putManyOnWhichIncrementsBuild();
    map.remove(7L);
    stores.checkpoint(store);
    map.put(7L, 7L);
    List<Long> expected = numbers(0, MANY);
    expected.remove(7L);
    expected.add(7L);
    assertRestores(stores.checkpoint(store), 3, expected);
  }

  private void assertRestores(StoreSnapshot increment, int blobs, List<Long> expected) {
    assertThat(increment.blobs()).as("the whole and increments").hasSize(blobs);
    KeyedStore<Long> restored = stores.restore(Serializers.LONG, increment);
    stores.select(restored, 1L);
    assertThat(map(restored).keys()).containsExactlyElementsOf(expected);
  }

  /** The first snapshot does not know yet how many bytes a map takes, so it stands alone. */
  private void putManyOnWhichIncrementsBuild() {
    putMany();
    stores.checkpoint(store);
    stores.checkpoint(store);
  }

  private void putMany() {
    for (long key = 0; key < MANY; key++) {
      map.put(key, key);
    }
  }

  private static List<Long> sevenths() {
    List<Long> keys = numbers(0, MANY);
    keys.removeIf(key -> key % 7 != 0);
    return keys;
  }

  private static List<Long> numbers(long from, long to) {
    return new ArrayList<>(LongStream.range(from, to).boxed().toList());
  }

  private static MapState<Long, Long> map(KeyedStore<Long> store) {
    return store.state(StateDescriptor.map("map", Serializers.LONG, Serializers.LONG));
  }
}
