package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import io.tidemark.state.TimeToLive;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class ChunkedMapTest {

  private static final Seed SEED = Seed.of(ChunkedMapTest.class);

  private final Versions versions = new Versions(1);

  @Test
  void randomChangesOfTexts_leaveEachCaptureAsItWasAndTellWhatIsNew() {
    expiring(Serializers.STRING, key -> "key " + key).change(SEED.random());
  }

  @Test
  void randomChangesOfObjects_leaveEachCaptureAsItWasAndTellWhatIsNew() {
    new Model<>(
            new MapEntries<>(Serializers.LONG, Serializers.STRING, null),
            key -> key,
            value -> "value " + value)
        .change(SEED.random());
  }

  @Test
  void randomChangesOfTextsWhoseHashesCollide_leaveEachCaptureAsItWasAndTellWhatIsNew() {
    // "Aa" and "BB" have the same hash, and so has what is made of as many of them.
    expiring(
            Serializers.STRING,
            key -> {
              StringBuilder text = new StringBuilder();
              for (int bit = 0; bit < 9; bit++) {
                text.append((key >>> bit & 1) == 0 ? "Aa" : "BB");
              }
              return text.toString();
            })
        .change(SEED.random());
  }

  @Test
  void randomChangesOfNumbers_leaveEachCaptureAsItWasAndTellWhatIsNew() {
    expiring(Serializers.LONG, key -> key * 1_000).change(SEED.random());
  }

  @Test
  void emptiedMap_keepsNoMoreThanItNeeds() {
    Model<Long, Long> model = expiring(Serializers.LONG, key -> key);
    for (long key = 0; key < 10_000; key++) {
      model.put(key, 0);
    }
    for (long key = 0; key < 9_990; key++) {
      model.remove(key);
    }
    model.assertIsAsExpected();
    assertThat(((ChunkedMap) model.map).chunks()).isEqualTo(1);
  }

  @Test
  void firstKeysThatGoWhileOthersCome_keepTheMapSmall() {
    Model<Long, Long> model = expiring(Serializers.LONG, key -> key);
    for (long key = 0; key < 10_000; key++) {
      model.put(key, 0);
      if (key >= 100) {
        model.remove(key - 100);
      }
    }
    model.assertIsAsExpected();
    assertThat(((ChunkedMap) model.map).chunks()).isLessThan(4);
  }

  /** A model of entries that may expire, which are in no short map, and do not. */
  private <K> Model<K, Long> expiring(Serializer<K> serializer, LongFunction<K> keys) {
    Expiry expiry = new Expiry(TimeToLive.onWrite(Duration.ofMillis(1)), () -> Instant.EPOCH);
    return new Model<>(
        new MapEntries<>(serializer, Serializers.LONG, expiry), keys, value -> value);
  }

  /** A map beside one that is told the same. */
  private final class Model<K, V> {

    private final MapEntries<K, V> entries;
    private final LongFunction<K> keys;
    private final LongFunction<V> values;
    private final Probe probe = new Probe();
    private final Map<K, V> expected = new LinkedHashMap<>();

    /** The keys that came since the last capture. */
    private final Set<K> created = new HashSet<>();

    /** The keys that were put since a version ended, for all after which somebody may ask. */
    private final NavigableMap<Integer, Set<K>> changed = new TreeMap<>();

    private final Map<Object, Map<K, V>> pictures = new IdentityHashMap<>();
    private Object map;

    Model(MapEntries<K, V> entries, LongFunction<K> keys, LongFunction<V> values) {
      this.entries = entries;
      this.keys = keys;
      this.values = values;
      map = entries.create(versions.current());
      changed.put(versions.current() - 1, new HashSet<>());
    }

    void change(Random random) {
      versions.rememberChanges();
      for (int round = 0; round < 15; round++) {
        int range = 1 + random.nextInt(random.nextInt(4) == 0 ? 500 : 100);
        int removals = random.nextInt(8);
        for (int step = random.nextInt(400); step > 0; step--) {
          long key = random.nextInt(range);
          int what = random.nextInt(80);
          if (what == 0) {
            capture(random);
          } else if (what % 8 < removals) {
            remove(key);
          } else {
            put(key, random.nextLong());
          }
          if (step % 8 == 0) {
            assertIsAsExpected();
          }
        }
        assertIsAsExpected();
        pictures.forEach(
            (picture, then) -> {
              assertThat(inOrder(picture, -1)).as("%s", SEED).isEqualTo(list(then));
              assertHasKeys(picture, then.keySet(), range);
            });
      }
    }

    void put(long number, long written) {
      K key = keys.apply(number);
      entries.aim(probe, key);
      if (!expected.containsKey(key)) {
        created.add(key);
      }
      changed.values().forEach(since -> since.add(key));
      V value = values.apply(written);
      expected.put(key, value);
      map = entries.put(map, probe, value, 0, versions);
    }

    void remove(long number) {
      K key = keys.apply(number);
      entries.aim(probe, key);
      assertThat(entries.contains(map, probe)).isEqualTo(expected.containsKey(key));
      if (expected.remove(key) != null) {
        created.remove(key);
        changed.values().forEach(since -> since.remove(key));
        Object rest = entries.remove(map, probe, versions);
        assertThat(rest == null).isEqualTo(expected.isEmpty());
        map = rest == null ? entries.create(versions.current()) : rest;
      }
    }

    private void capture(Random random) {
      pictures.put(map, new LinkedHashMap<>(expected));
      int version = versions.capture();
      changed.put(version, new HashSet<>());
      created.clear();
      if (random.nextBoolean()) {
        int since = random.nextBoolean() ? version : changed.firstKey();
        versions.complete(version, since);
        changed.headMap(since, false).clear();
      }
      if (random.nextBoolean()) {
        versions.release(version);
        pictures.remove(map);
      }
    }

    void assertIsAsExpected() {
      assertThat(inOrder(map, EntryCursor.EVERYTHING)).as("%s", SEED).isEqualTo(list(expected));
      assertThat(entries.size(map)).isEqualTo(expected.size());
      changed.forEach(
          (version, since) -> assertThat(keysSince(version)).as("%s", SEED).containsAll(since));
      int newest = changed.lastKey();
      assertThat(keysSince(newest)).as("%s", SEED).isEqualTo(changed.get(newest));
      for (K key : expected.keySet()) {
        entries.aim(probe, key);
        assertThat(entries.contains(map, probe)).as("%s", SEED).isTrue();
        boolean known = entries.isKnown(map, probe, versions);
        assertThat(known).as("%s", SEED).isEqualTo(!created.contains(key));
      }
    }

    /** By the index, which changes on while a capture is looked at. */
    private void assertHasKeys(Object picture, Set<K> wanted, int range) {
      for (long number = 0; number < range; number++) {
        K key = keys.apply(number);
        entries.aim(probe, key);
        assertThat(entries.contains(picture, probe)).as("%s", SEED).isEqualTo(wanted.contains(key));
      }
    }

    private Set<K> keysSince(int version) {
      Set<K> found = new HashSet<>();
      inOrder(map, version).forEach(entry -> found.add(entry.getKey()));
      return found;
    }

    private List<Map.Entry<K, V>> list(Map<K, V> map) {
      List<Map.Entry<K, V>> list = new ArrayList<>();
      map.forEach((key, value) -> list.add(Map.entry(key, value)));
      return list;
    }

    /** The entries that were written after {@code version} ended. */
    private List<Map.Entry<K, V>> inOrder(Object picture, int version) {
      List<Map.Entry<K, V>> found = new ArrayList<>();
      ChunkCursor cursor = new ChunkCursor((ChunkedMap) picture, version);
      while (cursor.next()) {
        found.add(
            Map.entry(
                entries.keys().get(cursor.chunk(), cursor.row()),
                entries.values().get(cursor.chunk(), cursor.row())));
      }
      return found;
    }
  }
}
