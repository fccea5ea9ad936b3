package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class PageDirectoryTest {

  private static final Seed SEED = Seed.of(PageDirectoryTest.class);

  /** Sixteen pages' worth of hashes, two slots in each. */
  private static final long FEW_HASHES = 0xf000_0020_0000_0000L;

  @Test
  void randomOperationsOnLongs_agreeWithAMap() {
    agreeWithAMap(new DirectoryModel<>(Serializers.LONG), key -> key);
  }

  @Test
  void randomOperationsOnLongsWithObjects_agreeWithAMap() {
    agreeWithAMap(new DirectoryModel<>(Serializers.LONG, Part.OBJECT), key -> key);
  }

  @Test
  void randomOperationsOnTexts_agreeWithAMap() {
    agreeWithAMap(new DirectoryModel<>(Serializers.STRING), PageDirectoryTest::ofAnyLength);
  }

  @Test
  void randomOperationsOnTextsWithObjects_agreeWithAMap() {
    agreeWithAMap(
        new DirectoryModel<>(Serializers.STRING, Part.OBJECT), PageDirectoryTest::ofAnyLength);
  }

  @Test
  void randomOperationsOnCollidingTexts_agreeWithAMap() {
    agreeWithAMap(
        new DirectoryModel<>(Serializers.STRING).withHashesOf(FEW_HASHES),
        PageDirectoryTest::ofAnyLength);
  }

  @Test
  void randomOperationsOnCollidingObjects_agreeWithAMap() {
    agreeWithAMap(
        new DirectoryModel<>(Serializers.STRING, Part.OBJECT, Part.LONG),
        PageDirectoryTest::oftenColliding);
  }

  @Test
  void randomOperationsOnCollidingObjectsWithObjects_agreeWithAMap() {
    agreeWithAMap(
        new DirectoryModel<>(Serializers.STRING, Part.OBJECT, Part.OBJECT),
        PageDirectoryTest::oftenColliding);
  }

  @Test
  void anObjectReplacedAfterACapture_leavesTheKeysWhereTheyAre() {
    DirectoryModel<Long> model = new DirectoryModel<>(Serializers.LONG, Part.OBJECT);
    for (long i = 0; i < 40; i++) {
      model.put(i, i);
    }
    DirectoryModel.Captured<Long> captured = model.capture();
    long[] keys = model.directory.atPointer(0).longs;
    model.put(7L, -7);
    assertThat(model.directory.atPointer(0)).isNotSameAs(captured.directory().atPointer(0));
    assertThat(model.directory.atPointer(0).longs).isSameAs(keys);
    model.put(40L, 40);
    assertThat(model.directory.atPointer(0).longs).isNotSameAs(keys);
    assertThat(model.get(40L)).isEqualTo(40);
    assertThat(model.contents(captured.directory())).isEqualTo(captured.expected());
  }

  @Test
  void longsThatAreNotThere_areNotFoundInFreeRows() {
    DirectoryModel<Long> model = new DirectoryModel<>(Serializers.LONG);
    DirectoryModel<Long> withObjects = new DirectoryModel<>(Serializers.LONG, Part.OBJECT);
    for (long i = 0; i < 200; i++) {
      assertThatNoneButThosePutAreThere(model);
      assertThatNoneButThosePutAreThere(withObjects);
      model.put(i % 2 == 0 ? i + 1000 : i - 100, i);
      withObjects.put(i % 2 == 0 ? i + 1000 : i - 100, i);
    }
    for (long i = 0; i < 200; i++) {
      model.remove(i % 2 == 0 ? i + 1000 : i - 100);
      withObjects.remove(i % 2 == 0 ? i + 1000 : i - 100);
      assertThatNoneButThosePutAreThere(model);
      assertThatNoneButThosePutAreThere(withObjects);
    }
  }

  private static void assertThatNoneButThosePutAreThere(DirectoryModel<Long> model) {
    for (long key = -100; key < 100; key++) {
      assertThat(model.get(key)).isEqualTo(model.expected.get(key));
    }
  }

  @Test
  void longsThatDifferInHighBitsOnly_spreadOverPages() {
    DirectoryModel<Long> model = new DirectoryModel<>(Serializers.LONG);
    for (long i = 0; i < 4096; i++) {
      model.put(i << 52, i);
    }
    assertThat(model.contents(model.directory)).isEqualTo(model.expected);
    assertThat(model.pages()).isBetween(4096 / 56, 4096 / 20);
    assertThat(model.directory.pointers()).isLessThanOrEqualTo(512);
  }

  @Test
  void textsOfOneHash_takeNoMorePointersThanAQuarterOfTheEntries() {
    DirectoryModel<String> model = new DirectoryModel<>(Serializers.STRING).withHashesOf(0);
    for (int i = 0; i < 2048; i++) {
      model.put(ofAnyLength(i), i);
    }
    assertThat(model.directory.pointers()).isLessThanOrEqualTo(2048 / 4);
    assertThat(model.contents(model.directory)).isEqualTo(model.expected);
    for (int i = 0; i < 2048; i++) {
      model.remove(ofAnyLength(i));
      assertThat(model.directory.size()).isEqualTo(2047 - i);
    }
    assertThat(model.directory.pointers()).isEqualTo(1);
  }

  @Test
  void longTextAmongShortOnes_takesRoomForItselfAndLittleMore() {
    DirectoryModel<String> model = new DirectoryModel<>(Serializers.STRING);
    for (int i = 0; i < 40; i++) {
      model.put("short " + i, i);
    }
    int before = model.directory.atPointer(0).longs.length;
    model.put("x".repeat(100_000), 40);
    assertThat(model.directory.pointers()).isEqualTo(1);
    assertThat(model.directory.atPointer(0).longs.length - before)
        .isBetween(100_000 / 8, 130_000 / 8);
    assertThat(model.contents(model.directory)).isEqualTo(model.expected);
  }

  @Test
  void longTextsThatComeAndGo_leaveNoRoomBehindThatGrows() {
    DirectoryModel<String> model = new DirectoryModel<>(Serializers.STRING);
    for (int i = 0; i < 10_000; i++) {
      model.put("x".repeat(1_000) + i, i);
      model.remove("x".repeat(1_000) + (i - 10));
    }
    assertThat(model.directory.size()).isEqualTo(10);
    assertThat(model.directory.atPointer(0).longs.length).isLessThan(2 * 11 * 1_010 / 8);
    assertThat(model.contents(model.directory)).isEqualTo(model.expected);
  }

  @Test
  void massDeletion_givesPagesAndPointersBack() {
    DirectoryModel<Long> model = new DirectoryModel<>(Serializers.LONG);
    for (long i = 0; i < 100_000; i++) {
      model.put(i, i);
    }
    assertThat(model.directory.pointers()).isGreaterThan(1000);
    for (long i = 0; i < 99_990; i++) {
      model.remove(i);
    }
    assertThat(model.contents(model.directory)).isEqualTo(model.expected);
    assertThat(model.directory.pointers()).isEqualTo(1);
    assertThat(model.directory.atPointer(0).slots()).isLessThanOrEqualTo(32);
  }

  @Test
  void massDeletionOverSeveralCaptures_givesPagesBackAsWell() {
    DirectoryModel<Long> model = new DirectoryModel<>(Serializers.LONG);
    for (long i = 0; i < 20_000; i++) {
      model.put(i, i);
    }
    DirectoryModel.Captured<Long> captured = model.capture();
    for (long i = 0; i < 20_000; i++) {
      model.remove(i);
      if (i % 1000 == 0) {
        model.versions.capture();
      }
    }
    assertThat(model.directory.size()).isZero();
    assertThat(model.directory.pointers()).isEqualTo(1);
    assertThat(model.contents(captured.directory())).isEqualTo(captured.expected());
  }

  @Test
  void roomMadeBeforehand_isNeitherSplitNorKept() {
    DirectoryModel<Long> model = new DirectoryModel<>(Serializers.LONG);
    model.begin(10_000);
    int pages = model.pages();
    for (long i = 0; i < 10_000; i++) {
      model.put(i, i);
    }
    assertThat(model.pages()).isBetween(pages, pages + pages / 20);
    for (long i = 0; i < 10_000; i++) {
      assertThat(model.get(i)).isEqualTo(i);
    }
    for (long i = 0; i < 9_990; i++) {
      model.remove(i);
    }
    assertThat(model.contents(model.directory)).isEqualTo(model.expected);
    assertThat(model.directory.pointers()).isEqualTo(1);
  }

  @Test
  void changesSinceACapture_areExactWhenOneIsPending() {
    DirectoryModel<Long> model = new DirectoryModel<>(Serializers.LONG);
    for (long i = 0; i < 10_000; i++) {
      model.put(i, i);
    }
    DirectoryModel.Captured<Long> base = model.capture();
    model.versions.complete(base.version(), base.version());
    Map<Long, Long> changed = new HashMap<>();
    for (long i = 0; i < 10_000; i += 100) {
      model.put(i, -i);
      changed.put(i, -i);
    }
    for (long i = 50; i < 10_000; i += 100) {
      model.remove(i);
    }
    model.put(10_001L, 1);
    changed.put(10_001L, 1L);
    assertThat(model.changed(model.directory, base.version())).isEqualTo(changed);
  }

  /** Publishes a version; what changed since one older version at most stays to be asked for. */
  private static void complete(
      Versions versions, int published, Set<Integer> asked, Random random) {
    List<Integer> older =
        asked.stream()
            .filter(version -> version < published && version >= versions.remembered())
            .sorted()
            .toList();
    boolean remembers = !older.isEmpty() && random.nextBoolean();
    int since = remembers ? older.get(0) : published;
    versions.complete(published, since);
    asked.removeIf(version -> version < published && version != since);
  }

  /**
   * A text for each key, some of which lie in their rows, and some of which have a rest, whose
   * lengths take one byte, two or three; many begin like others.
   */
  private static String ofAnyLength(long key) {
    return switch ((int) (key % 6)) {
      case 0 -> Long.toString(key, 36);
      case 1 -> "\0".repeat((int) key % 30) + "\u00e9\ud83d" + key / 30;
      case 2 -> "22 bytes, as many as 2" + (char) key;
      case 3 -> "customer-" + 10_000_000_000L + key;
      case 4 -> "long ".repeat(20 + (int) key % 20) + key;
      default -> key < 50 ? "x".repeat(16_380 + (int) key) : key + "y".repeat((int) key % 9);
    };
  }

  /** A few hashes, each of so many keys that they take a chain of pages, or one again. */
  private static String oftenColliding(long key) {
    return key % 20 + colliding(key);
  }

  private static String colliding(long key) {
    StringBuilder text = new StringBuilder();
    for (int bit = 0; bit < 12; bit++) {
      text.append((key >>> bit & 1) == 0 ? "Aa" : "BB");
    }
    return text.toString();
  }

  private static <K> void agreeWithAMap(DirectoryModel<K> model, LongFunction<K> keys) {
    Random random = SEED.random();
    List<DirectoryModel.Captured<K>> held = new ArrayList<>();
    Map<Integer, Map<K, Long>> changes = new HashMap<>();
    int range = 3000;
    for (int step = 0; step < 60_000; step++) {
      boolean shrinking = step / 10_000 % 2 == 1;
      K key = keys.apply(random.nextInt(range));
      if (random.nextInt(10) < (shrinking ? 8 : 3)) {
        model.remove(key);
        changes.values().forEach(changed -> changed.remove(key));
      } else {
        model.put(key, step);
        long value = step;
        changes.values().forEach(changed -> changed.put(key, value));
      }
      assertThat(model.get(key)).as("%s, step %d", SEED, step).isEqualTo(model.expected.get(key));
      if (random.nextInt(2000) == 0) {
        DirectoryModel.Captured<K> captured = model.capture();
        held.add(captured);
        changes.put(captured.version(), new HashMap<>());
      }
      if (random.nextInt(1000) == 0 && !held.isEmpty()) {
        DirectoryModel.Captured<K> captured = held.remove(random.nextInt(held.size()));
        assertThat(model.contents(captured.directory()))
            .as("%s, step %d", SEED, step)
            .isEqualTo(captured.expected());
        model.versions.release(captured.version());
        if (random.nextBoolean()) {
          complete(model.versions, captured.version(), changes.keySet(), random);
        }
      }
      if (step % 500 == 0) {
        K any = keys.apply(random.nextInt(range));
        assertThat(model.get(any)).as("%s, step %d", SEED, step).isEqualTo(model.expected.get(any));
        assertThat(model.contents(model.directory))
            .as("%s, step %d", SEED, step)
            .isEqualTo(model.expected);
        assertThat(model.directory.size()).isEqualTo(model.expected.size());
      }
      if (step % 1000 == 0) {
        for (Map.Entry<Integer, Map<K, Long>> since : changes.entrySet()) {
          assertThat(model.changed(model.directory, since.getKey()))
              .as("%s, step %d, changes since %d", SEED, step, since.getKey())
              .containsAllEntriesOf(since.getValue());
        }
      }
    }
  }
}
