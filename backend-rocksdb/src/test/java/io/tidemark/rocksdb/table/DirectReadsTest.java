package io.tidemark.rocksdb.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.engine.Engine;
import io.tidemark.rocksdb.engine.SortedFileWriter;
import io.tidemark.spi.StateBackendException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.Snapshot;

/** What is read without RocksDB is what RocksDB reads. */
class DirectReadsTest extends FilesOfADatabase {

  private static final int RUNS = 30;

  private enum Change {
    PUT,
    DELETE,
    APPEND
  }

  /** Compactions come when they like: what is read must be the same before and after. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void runsOnTopOfEachOther_areReadAsRocksDbReadsThem(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    boolean plain = seed % 3 == 0;
    List<byte[]> keys =
        plain
            ? List.copyOf(entries(random, 300).keySet())
            : List.copyOf(keysThatBeginOthers(random, 300));
    TreeMap<byte[], Change> last = new TreeMap<>(Arrays::compareUnsigned);
    int capacity = seed % 2 == 0 ? LITTLE : 1 << 20;
    int left = 0;
    try (Engine engine = new Engine(SETTINGS);
        Database database = open(engine);
        DirectReads reads = new DirectReads(database, () -> capacity)) {
      List<Snapshot> pinned = new ArrayList<>();
      for (int run = 0; run < RUNS; run++) {
        database.ingest(List.of(List.of(run(engine, keys, last, random)), List.of()));
        if (random.nextInt(3) == 0) {
          pinned.add(database.pin());
        }
        for (byte[] key : keys) {
          boolean found = assertFoundAsInRocksDb(database, reads, key);
          left += found || last.get(key) == Change.APPEND ? 0 : 1;
          assertThat(reads.bytes()).isLessThanOrEqualTo(capacity);
        }
      }
      pinned.forEach(database::unpin);
    }
    assertThat(left)
        .as("left to RocksDB without need")
        .isLessThanOrEqualTo(plain && capacity > LITTLE ? 0 : RUNS * keys.size() / 4);
  }

  @Test
  void keysInOrder_inAnyOrder_andAbsentOnes_areFoundInManyBlocks() {
    SplittableRandom random = new SplittableRandom(7);
    TreeMap<byte[], byte[]> entries = entries(random, 20_000);
    try (Engine engine = new Engine(SETTINGS);
        Database database = open(engine);
        DirectReads reads = new DirectReads(database, () -> 256 << 10)) {
      database.ingest(List.of(List.of(file(engine, entries)), List.of()));
      List<byte[]> shuffled = new ArrayList<>(entries.keySet());
      for (int i = shuffled.size() - 1; i > 0; i--) {
        shuffled.set(i, shuffled.set(random.nextInt(i + 1), shuffled.get(i)));
      }
      for (Iterable<byte[]> order : List.of(entries.keySet(), shuffled)) {
        for (byte[] key : order) {
          assertThat(find(reads, key)).isEqualTo(entries.get(key));
          byte[] absent = Arrays.copyOf(key, key.length + 1);
          assertThat(reads.find(1, absent, absent.length)).isEqualTo(Database.NOT_FOUND);
        }
      }
    }
  }

  @Test
  void filesOfOneChange_coverEachOtherInTheirOrder() {
    TreeMap<byte[], byte[]> older = entries(new SplittableRandom(3), 500);
    TreeMap<byte[], byte[]> newer = new TreeMap<>(Arrays::compareUnsigned);
    older.keySet().forEach(key -> newer.put(key, key));
    try (Engine engine = new Engine(SETTINGS);
        Database database = open(engine);
        DirectReads reads = new DirectReads(database, () -> ENOUGH)) {
      database.ingest(List.of(List.of(file(engine, older), file(engine, newer)), List.of()));

      newer.forEach((key, value) -> assertThat(find(reads, key)).isEqualTo(value));
    }
  }

  @Test
  void entriesOfKeyGroupsOutsideTheirPart_areNotFound() {
    TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    byte[] inside = key(1, 1, new byte[] {1});
    byte[] outside = key(5, 1, new byte[] {1});
    entries.put(inside, inside);
    entries.put(outside, outside);
    try (Engine engine = new Engine(SETTINGS);
        Database database = open(engine);
        DirectReads reads = new DirectReads(database, () -> ENOUGH)) {
      database.ingest(List.of(List.of(file(engine, entries)), List.of()));

      assertThat(find(reads, inside)).isEqualTo(inside);
      assertThat(reads.find(5, outside, outside.length)).isEqualTo(Database.NOT_FOUND);
    }
  }

  @Test
  @Timeout(30)
  void shrinkWithoutReads_letsGoOfFilesThatCompactionsReplaced() {
    TreeMap<byte[], byte[]> entries = entries(new SplittableRandom(3), 500);
    byte[] key = entries.firstKey();
    try (Engine engine = new Engine(SETTINGS);
        Database database = open(engine);
        DirectReads reads = new DirectReads(database, () -> ENOUGH)) {
      database.ingest(List.of(List.of(file(engine, entries)), List.of()));
      assertThat(find(reads, key)).isEqualTo(entries.get(key));
      reads.shrink();
      assertThat(reads.files()).isNotEmpty();
      List<Path> before = paths(database);
      while (before.stream().anyMatch(paths(database)::contains)) {
        requireTime();
        database.ingest(List.of(List.of(file(engine, entries)), List.of()));
      }

      reads.shrink();

      assertThat(reads.files()).isEmpty();
      assertThat(find(reads, key)).isEqualTo(entries.get(key));
    }
  }

  @Test
  void nothingMayBeHeld_leavesEverythingToRocksDb() {
    TreeMap<byte[], byte[]> entries = entries(new SplittableRandom(3), 100);
    try (Engine engine = new Engine(SETTINGS);
        Database database = open(engine);
        DirectReads reads = new DirectReads(database, () -> 0)) {
      database.ingest(List.of(List.of(file(engine, entries)), List.of()));
      byte[] key = entries.firstKey();

      assertThat(reads.find(1, key, key.length)).isEqualTo(DirectReads.ASK_THE_DATABASE);
      assertThat(reads.bytes()).isZero();
    }
  }

  @Test
  void fileThatHadToMakeRoomSoon_isLeftToRocksDbForLongerAndLonger() {
    TreeMap<byte[], byte[]> entries = entries(new SplittableRandom(3), 100);
    byte[] key = entries.firstKey();
    AtomicLong capacity = new AtomicLong(ENOUGH);
    try (Engine engine = new Engine(SETTINGS);
        Database database = open(engine);
        DirectReads reads = new DirectReads(database, capacity::get)) {
      database.ingest(List.of(List.of(file(engine, entries)), List.of()));
      for (int pause : new int[] {256, 1_024, 4_096}) {
        assertThat(find(reads, key)).isEqualTo(entries.get(key));
        capacity.set(0);
        reads.shrink();
        capacity.set(ENOUGH);
        for (int read = 0; read < pause; read++) {
          assertThat(reads.find(1, key, key.length)).isEqualTo(DirectReads.ASK_THE_DATABASE);
        }
      }
      assertThat(find(reads, key)).isEqualTo(entries.get(key));
    }
  }

  @Test
  void valueLargerThanWhatMayBeHeld_isReadAndNotHeld() {
    TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    byte[] key = key(1, 1, new byte[] {1});
    entries.put(key, random(3, 1 << 20));
    try (Engine engine = new Engine(SETTINGS);
        Database database = open(engine);
        DirectReads reads = new DirectReads(database, () -> LITTLE)) {
      database.ingest(List.of(List.of(file(engine, entries)), List.of()));

      assertThat(find(reads, key)).isEqualTo(entries.get(key));
      assertThat(reads.bytes()).isLessThan(LITTLE);
    }
  }

  @Test
  void interruptedThread_readsOn() {
    TreeMap<byte[], byte[]> entries = entries(new SplittableRandom(3), 2_000);
    try (Engine engine = new Engine(SETTINGS);
        Database database = open(engine);
        DirectReads reads = new DirectReads(database, () -> 256 << 10)) {
      database.ingest(List.of(List.of(file(engine, entries)), List.of()));
      Thread.currentThread().interrupt();
      try {
        entries.forEach((key, value) -> assertThat(find(reads, key)).isEqualTo(value));
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
    }
  }

  @Test
  void close_letsGoOfEverything_andReadingMayGoOn() {
    TreeMap<byte[], byte[]> entries = entries(new SplittableRandom(3), 2_000);
    byte[] key = entries.firstKey();
    try (Engine engine = new Engine(SETTINGS);
        Database database = open(engine)) {
      DirectReads reads = new DirectReads(database, () -> ENOUGH);
      database.ingest(List.of(List.of(file(engine, entries)), List.of()));
      assertThat(find(reads, key)).isEqualTo(entries.get(key));
      assertThat(reads.bytes()).isPositive();

      reads.close();
      reads.close();

      assertThat(reads.bytes()).isZero();
      assertThat(find(reads, key)).isEqualTo(entries.get(key));
      reads.close();
    }
  }

  @Test
  void changeOfEitherPart_isSeenByTheNextRead() {
    try (Engine engine = new Engine(SETTINGS);
        Database database = open(engine);
        DirectReads reads = new DirectReads(database, () -> ENOUGH)) {
      for (int keyGroup : new int[] {1, 5}) {
        byte[] key = key(keyGroup, 1, new byte[] {1});
        assertThat(reads.find(keyGroup, key, key.length)).isEqualTo(Database.NOT_FOUND);
        for (byte value = 1; value < 4; value++) {
          TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
          entries.put(key, new byte[] {value});
          List<Path> run = List.of(file(engine, entries));
          database.ingest(keyGroup == 1 ? List.of(run, List.of()) : List.of(List.of(), run));

          assertThat(find(reads, key)).containsExactly(value);
        }
      }
    }
  }

  @Test
  void tornDatabase_isNotRead() throws IOException {
    try (Engine engine = new Engine(SETTINGS);
        Database database = open(engine);
        DirectReads reads = new DirectReads(database, () -> ENOUGH)) {
      TreeMap<byte[], byte[]> entries = entries(new SplittableRandom(3), 10);
      byte[] key = entries.firstKey();
      Path bad = Files.writeString(directory.resolve("bad.sst"), "not a sorted file");
      database.ingest(List.of(List.of(file(engine, entries)), List.of()));
      assertThat(find(reads, key)).isEqualTo(entries.get(key));
      Path good = file(engine, entries);
      assertThatThrownBy(() -> database.ingest(List.of(List.of(good), List.of(bad))))
          .isInstanceOf(StateBackendException.class);

      assertThatThrownBy(() -> reads.find(1, key, key.length))
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining("last snapshot");
    }
  }

  @Test
  @Timeout(30)
  void filesThatCompactionsReplaced_areLetGoOf() {
    SplittableRandom random = new SplittableRandom(3);
    TreeMap<byte[], byte[]> entries = entries(random, 500);
    byte[] key = entries.firstKey();
    try (Engine engine = new Engine(SETTINGS);
        Database database = open(engine);
        DirectReads reads = new DirectReads(database, () -> ENOUGH)) {
      for (int run = 0; run < 4; run++) {
        database.ingest(List.of(List.of(file(engine, entries)), List.of()));
        assertThat(find(reads, key)).isEqualTo(entries.get(key));
      }
      List<Path> before = paths(database);
      while (before.stream().anyMatch(paths(database)::contains)) {
        requireTime();
        database.ingest(List.of(List.of(file(engine, entries)), List.of()));
      }
      while (!Set.copyOf(paths(database)).equals(reads.files())) {
        requireTime();
        assertThat(find(reads, key)).isEqualTo(entries.get(key));
      }
    }
  }

  private Path run(
      Engine engine, List<byte[]> keys, TreeMap<byte[], Change> last, SplittableRandom random) {
    Path path = directory.resolve("run-" + files++ + ".sst");
    try (SortedFileWriter writer = writer(engine, path, random.nextBoolean())) {
      TreeSet<byte[]> changed = new TreeSet<>(Arrays::compareUnsigned);
      int first = random.nextInt(keys.size());
      int most = 1 + random.nextInt(keys.size());
      for (int i = 0; i < most; i++) {
        changed.add(keys.get((first + random.nextInt(most)) % keys.size()));
      }
      for (byte[] key : changed) {
        Change change = Change.values()[random.nextInt(3)];
        last.put(key, change);
        byte[] value = value(random);
        switch (change) {
          case PUT -> writer.put(key, value, 0, value.length);
          case APPEND -> writer.append(key, value, 0, Math.min(20, value.length));
          case DELETE -> writer.delete(key);
        }
      }
      writer.finish();
    }
    return path;
  }
}
