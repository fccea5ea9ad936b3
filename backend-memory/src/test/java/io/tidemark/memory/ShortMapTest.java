package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.testkit.PerhapsLong;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShortMapTest {

  private static final Seed SEED = Seed.of(ShortMapTest.class);

  private final MapEntries<Long, Optional<Long>> entries =
      new MapEntries<>(Serializers.LONG, PerhapsLong.SERIALIZER, null);
  private final Versions versions = new Versions(1);
  private final Probe probe = new Probe();
  private final Map<Long, Optional<Long>> expected = new HashMap<>();

  /** The keys that came since the last capture. */
  private final Set<Long> created = new HashSet<>();

  /** The keys that were put since a version ended, for all after which somebody may ask. */
  private final NavigableMap<Integer, Set<Long>> changed = new TreeMap<>();

  private Object map = entries.create(versions.current());

  @Test
  void randomChanges_leaveEachCaptureAsItWasAndTellWhatIsNew() {
    Random random = SEED.random();
    versions.rememberChanges();
    for (int round = 0; round < 300; round++) {
      begin();
      int keys = 1 + random.nextInt(24);
      Map<Object, Map<Long, Optional<Long>>> pictures = new IdentityHashMap<>();
      for (int step = random.nextInt(80); step > 0; step--) {
        long key = random.nextInt(keys);
        switch (random.nextInt(8)) {
          case 0 -> capture(pictures, random);
          case 1, 2 -> remove(key);
          default -> put(key, any(random));
        }
        assertIsAsExpected();
      }
      pictures.forEach((picture, then) -> assertThat(since(picture, -1)).isEqualTo(then));
    }
  }

  @Test
  void oneEntryTooMany_makesItChunksThatKnowAsMuch() {
    begin();
    for (long key = 0; key < ShortMap.MOST; key++) {
      put(key, key % 4 == 0 ? Optional.empty() : Optional.of(-key));
      if (key == 5 || key == 9) {
        capture();
      }
    }
    assertThat(map).isInstanceOf(long[].class);
    put(-1L, 7L);
    assertThat(map).isInstanceOf(ChunkedMap.class);
    assertIsAsExpected();
    assertThat(since(map, changed.lastKey())).containsOnlyKeys(10L, 11L, 12L, 13L, 14L, -1L);
  }

  @Test
  void entriesOfAShortMap_stayInTheOrderInWhichTheirKeysCame() {
    begin();
    for (long key : new long[] {5, 1, 9, 3}) {
      put(key, key);
    }
    put(1L, 0L);
    remove(9);
    put(9L, 9L);
    long[] few = (long[]) map;
    assertThat(entries.key(few, 0)).isEqualTo(5);
    assertThat(entries.key(few, 1)).isEqualTo(1);
    assertThat(entries.key(few, 2)).isEqualTo(3);
    assertThat(entries.key(few, 3)).isEqualTo(9);
  }

  private void begin() {
    map = entries.create(versions.current());
    expected.clear();
    created.clear();
    changed.clear();
    changed.put(versions.current() - 1, new HashSet<>());
  }

  private static Optional<Long> any(Random random) {
    return random.nextInt(5) == 0 ? Optional.empty() : Optional.of(random.nextLong());
  }

  private void put(long key, long value) {
    put(key, Optional.of(value));
  }

  private void put(long key, Optional<Long> value) {
    entries.aim(probe, key);
    if (!expected.containsKey(key)) {
      created.add(key);
    }
    changed.values().forEach(keys -> keys.add(key));
    expected.put(key, value);
    map = entries.put(map, probe, value, 0, versions);
  }

  private void remove(long key) {
    entries.aim(probe, key);
    assertThat(entries.contains(map, probe)).isEqualTo(expected.containsKey(key));
    if (expected.remove(key) != null) {
      created.remove(key);
      changed.values().forEach(keys -> keys.remove(key));
      Object rest = entries.remove(map, probe, versions);
      assertThat(rest == null).isEqualTo(expected.isEmpty());
      map = rest == null ? entries.create(versions.current()) : rest;
    }
  }

  private void capture(Map<Object, Map<Long, Optional<Long>>> pictures, Random random) {
    pictures.put(map, new HashMap<>(expected));
    int version = capture();
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

  private int capture() {
    int version = versions.capture();
    changed.put(version, new HashSet<>());
    created.clear();
    return version;
  }

  private void assertIsAsExpected() {
    assertThat(since(map, EntryCursor.EVERYTHING)).as("%s", SEED).isEqualTo(expected);
    changed.forEach(
        (version, keys) ->
            assertThat(since(map, version).keySet()).as("%s", SEED).containsAll(keys));
    int newest = changed.lastKey();
    assertThat(since(map, newest).keySet()).as("%s", SEED).isEqualTo(changed.get(newest));
    for (Long key : expected.keySet()) {
      entries.aim(probe, key);
      boolean known = entries.isKnown(map, probe, versions);
      assertThat(known).as("%s", SEED).isEqualTo(!created.contains(key));
    }
  }

  /** The entries that were written after {@code version} ended. */
  private Map<Long, Optional<Long>> since(Object picture, int version) {
    Map<Long, Optional<Long>> found = new HashMap<>();
    if (picture instanceof long[] few) {
      for (int rest = ShortMap.changedSince(few, version); rest != 0; rest &= rest - 1) {
        int entry = Integer.numberOfTrailingZeros(rest);
        found.put(entries.key(few, entry), entries.value(few, entry));
      }
    } else {
      ChunkCursor cursor = new ChunkCursor((ChunkedMap) picture, version);
      while (cursor.next()) {
        found.put(
            entries.keys().get(cursor.chunk(), cursor.row()),
            entries.values().get(cursor.chunk(), cursor.row()));
      }
    }
    return found;
  }
}
