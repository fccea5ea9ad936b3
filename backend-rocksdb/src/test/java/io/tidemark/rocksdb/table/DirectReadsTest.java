package io.tidemark.rocksdb.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.engine.Engine;
import io.tidemark.rocksdb.engine.EngineSettings;
import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.rocksdb.engine.LiveFile;
import io.tidemark.rocksdb.engine.NativeLibrary;
import io.tidemark.rocksdb.engine.SortedFileWriter;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StateBackendException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;
import org.rocksdb.SstFileWriter;

/** What is read without RocksDB is what RocksDB reads, or is left to it. */
class DirectReadsTest {

  private static final int RUNS = 30;
  private static final int BLOCK_BYTES = 1 << 10;
  private static final int KEY_BYTES = 6;
  private static final long ENOUGH = 64 << 20;
  private static final int LITTLE = 48 << 10;
  private static final EngineSettings SETTINGS = EngineSettings.plain(4 << 20, BLOCK_BYTES, 10);
  private static final List<KeyGroupRange> TWO_PARTS =
      List.of(KeyGroupRange.of(0, 3), KeyGroupRange.of(4, 7));

  @TempDir Path directory;

  private int files;

  @BeforeAll
  static void load() {
    NativeLibrary.load();
  }

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
        plain ? List.copyOf(entries(random, 300).keySet()) : keysThatBeginOthers(random, 300);
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "filter_policy=bloomfilter:10 | true",
        "filter_policy=ribbonfilter:10 | true",
        "filter_policy=bloomfilter:10;whole_key_filtering=false | true",
        "block_restart_interval=1 | true",
        "block_restart_interval=1000 | true",
        "index_block_restart_interval=7 | false",
        "index_shortening=kShortenSeparatorsAndSuccessor | true",
        "index_shortening=kNoShortening | true",
        "block_size=64 | true",
        "use_delta_encoding=false | true",
        "uniform_cv_threshold=0.5 | true",
        "separate_key_value_in_data_block=true | false",
        "block_size=100000 | true",
        "index_type=kTwoLevelIndexSearch | false",
        "index_type=kBinarySearchWithFirstKey | false",
        "data_block_index_type=kDataBlockBinaryAndHash | false",
        "checksum=kXXH3 | false",
        "checksum=kNoChecksum | false",
        "format_version=4 | false",
        "format_version=6 | false",
      })
  void fileOfAnyForm_isReadRightOrLeftToRocksDb(String form, boolean readable)
      throws RocksDBException {
    Properties properties = new Properties();
    properties.setProperty(
        "block_based_table_factory",
        "{block_size=1024;checksum=kCRC32c;format_version=5;enable_index_compression=false;"
            + form
            + "}");
    try (DBOptions database = new DBOptions();
        ColumnFamilyOptions family =
            ColumnFamilyOptions.getColumnFamilyOptionsFromProps(properties);
        Options options = new Options(database, family)) {
      assertForeignFile(options, readable);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NO_COMPRESSION, true",
    "LZ4_COMPRESSION, true",
    "LZ4HC_COMPRESSION, false",
    "ZSTD_COMPRESSION, false"
  })
  void compression_isReadRightOrLeftToRocksDb(CompressionType compression, boolean readable)
      throws RocksDBException {
    Properties properties = new Properties();
    properties.setProperty(
        "block_based_table_factory",
        "{block_size=1024;checksum=kCRC32c;format_version=5;enable_index_compression=false}");
    try (DBOptions database = new DBOptions();
        ColumnFamilyOptions family =
            ColumnFamilyOptions.getColumnFamilyOptionsFromProps(properties);
        Options options = new Options(database, family)) {
      options.setCompressionType(compression);
      assertForeignFile(options, readable);
    }
  }

  @Test
  void damagedBlock_isLeftToRocksDb_whichTellsIt() throws IOException {
    TreeMap<byte[], byte[]> entries = entries(new SplittableRandom(3), 2_000);
    try (Engine engine = new Engine(SETTINGS);
        Database database = open(engine);
        DirectReads reads = new DirectReads(database, () -> ENOUGH)) {
      Path file = file(engine, entries);
      database.ingest(List.of(List.of(file), List.of()));
      long middle = Files.size(file) / 2;
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}), middle);
      }
      int right = 0;
      int refused = 0;
      for (byte[] key : entries.keySet()) {
        int found = reads.find(1, key, key.length);
        if (found != DirectReads.ASK_THE_DATABASE) {
          assertThat(value(reads, found)).isEqualTo(entries.get(key));
          right++;
          continue;
        }
        try {
          database.get(1, key, key.length, new byte[0]);
        } catch (StateBackendException e) {
          refused++;
        }
      }
      assertThat(right).isPositive();
      assertThat(refused).isPositive();
    }
  }

  @Test
  void indexAndFilterDamagedAfterTheyWereFoundGood_areNotBelieved() throws IOException {
    TreeMap<byte[], byte[]> entries = entries(new SplittableRandom(3), 20_000);
    try (Engine engine = new Engine(SETTINGS);
        Database database = open(engine);
        DirectReads reads = new DirectReads(database, () -> 256 << 10)) {
      Path file = file(engine, entries);
      database.ingest(List.of(List.of(file), List.of()));
      entries.forEach((key, value) -> assertThat(find(reads, key)).isEqualTo(value));
      long length = Files.size(file);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.allocate((int) length / 10), length - length / 10);
      }
      int left = 0;
      for (var entry : entries.entrySet()) {
        int found = reads.find(1, entry.getKey(), entry.getKey().length);
        if (found == DirectReads.ASK_THE_DATABASE) {
          left++;
        } else {
          assertThat(value(reads, found)).isEqualTo(entry.getValue());
        }
      }
      assertThat(left).isPositive();
    }
  }

  @Test
  void fileDamagedAfterItHadToMakeRoom_isLeftToRocksDb() throws IOException {
    TreeMap<byte[], byte[]> entries = entries(new SplittableRandom(3), 2_000);
    byte[] key = entries.firstKey();
    AtomicLong capacity = new AtomicLong(ENOUGH);
    try (Engine engine = new Engine(SETTINGS);
        Database database = open(engine);
        DirectReads reads = new DirectReads(database, capacity::get)) {
      Path file = file(engine, entries);
      database.ingest(List.of(List.of(file), List.of()));
      entries.forEach((each, value) -> assertThat(find(reads, each)).isEqualTo(value));
      capacity.set(0);
      reads.shrink();
      assertThat(reads.bytes()).isZero();
      capacity.set(ENOUGH);
      assertThat(find(reads, key)).isEqualTo(entries.get(key));
      capacity.set(0);
      reads.shrink();
      capacity.set(ENOUGH);
      long length = Files.size(file);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.allocate(64), length - 64);
      }

      for (int read = 0; read < 1_000; read++) {
        assertThat(reads.find(1, key, key.length)).isEqualTo(DirectReads.ASK_THE_DATABASE);
      }
      assertThat(reads.bytes()).isZero();
    }
  }

  @Test
  void fileDeletedBehindRocksDb_isLeftToIt() throws IOException {
    TreeMap<byte[], byte[]> entries = entries(new SplittableRandom(3), 2_000);
    byte[] key = entries.firstKey();
    try (Engine engine = new Engine(SETTINGS);
        Database database = open(engine);
        DirectReads reads = new DirectReads(database, () -> ENOUGH)) {
      database.ingest(List.of(List.of(file(engine, entries)), List.of()));
      for (Path file : paths(database)) {
        Files.delete(file);
      }

      assertThat(reads.find(1, key, key.length)).isEqualTo(DirectReads.ASK_THE_DATABASE);
      assertThat(database.get(1, key, key.length, new byte[8 << 10])).isNotNegative();
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
  void truncatedFile_isLeftToRocksDb() throws IOException {
    TreeMap<byte[], byte[]> entries = entries(new SplittableRandom(3), 2_000);
    try (Engine engine = new Engine(SETTINGS);
        Database database = open(engine)) {
      Path file = file(engine, entries);
      database.ingest(List.of(List.of(file), List.of()));
      for (long length : new long[] {Files.size(file) / 2, 20, 0}) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(length);
        }
        byte[] key = entries.firstKey();
        try (DirectReads reads = new DirectReads(database, () -> ENOUGH)) {
          assertThat(reads.find(1, key, key.length)).isEqualTo(DirectReads.ASK_THE_DATABASE);
          assertThat(reads.bytes()).isZero();
        }
      }
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

  private static void requireTime() {
    assertThat(Thread.currentThread().isInterrupted()).as("the time is over").isFalse();
  }

  private static List<Path> paths(Database database) {
    return database.liveFiles(0).stream().flatMap(List::stream).map(LiveFile::path).toList();
  }

  private void assertForeignFile(Options options, boolean readable) throws RocksDBException {
    TreeMap<byte[], byte[]> entries = entries(new SplittableRandom(5), 3_000);
    Path path = directory.resolve("foreign.sst");
    try (EnvOptions environment = new EnvOptions();
        SstFileWriter writer = new SstFileWriter(environment, options)) {
      writer.open(path.toString());
      for (var entry : entries.entrySet()) {
        writer.put(entry.getKey(), entry.getValue());
      }
      writer.finish();
    }
    try (Engine engine = new Engine(SETTINGS);
        Database database = open(engine);
        DirectReads reads = new DirectReads(database, () -> ENOUGH)) {
      database.ingest(List.of(List.of(path), List.of()));
      int left = 0;
      for (byte[] key : entries.keySet()) {
        left += assertFoundAsInRocksDb(database, reads, key) ? 0 : 1;
      }
      assertThat(left == 0).as(left + " left to RocksDB").isEqualTo(readable);
    }
  }

  /** Returns whether it was found without RocksDB. */
  private static boolean assertFoundAsInRocksDb(Database database, DirectReads reads, byte[] key) {
    int keyGroup = KeyLayout.keyGroup(key);
    int found = reads.find(keyGroup, key, key.length);
    if (found == DirectReads.ASK_THE_DATABASE) {
      return false;
    }
    byte[] target = new byte[8 << 10];
    int expected = database.get(keyGroup, key, key.length, target);
    assertThat(found).isEqualTo(expected);
    if (found >= 0) {
      assertThat(value(reads, found)).isEqualTo(Arrays.copyOf(target, expected));
    }
    return true;
  }

  private static byte[] find(DirectReads reads, byte[] key) {
    int found = reads.find(KeyLayout.keyGroup(key), key, key.length);
    assertThat(found).isNotNegative();
    return value(reads, found);
  }

  private static byte[] value(DirectReads reads, int length) {
    return Arrays.copyOfRange(reads.source(), reads.offset(), reads.offset() + length);
  }

  private Database open(Engine engine) {
    return new Database(engine, directory.resolve("db"), TWO_PARTS, () -> {});
  }

  private Path run(
      Engine engine, List<byte[]> keys, TreeMap<byte[], Change> last, SplittableRandom random) {
    Path path = directory.resolve("run-" + files++ + ".sst");
    try (SortedFileWriter writer = new SortedFileWriter(engine, path, random.nextBoolean())) {
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

  private Path file(Engine engine, TreeMap<byte[], byte[]> entries) {
    Path path = directory.resolve("file-" + files++ + ".sst");
    try (SortedFileWriter writer = new SortedFileWriter(engine, path, true)) {
      entries.forEach((key, value) -> writer.put(key, value, 0, value.length));
      writer.finish();
    }
    return path;
  }

  /** Keys of all lengths, of which many begin others, and bytes that RocksDB's own numbers have. */
  private static List<byte[]> keysThatBeginOthers(SplittableRandom random, int count) {
    TreeSet<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
    byte[] before = {};
    while (keys.size() < count) {
      byte[] rest = new byte[random.nextInt(4) == 0 ? random.nextInt(300) : random.nextInt(5)];
      for (int i = 0; i < rest.length; i++) {
        rest[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : random.nextInt(2));
      }
      byte[] key = key(random.nextInt(4), random.nextInt(2), rest);
      if (random.nextInt(3) == 0 && before.length > 0) {
        key = Arrays.copyOf(before, before.length + 1 + random.nextInt(9));
        key[key.length - 1] = (byte) random.nextInt(3);
      }
      keys.add(key);
      before = key;
    }
    return List.copyOf(keys);
  }

  private static TreeMap<byte[], byte[]> entries(SplittableRandom random, int count) {
    TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    while (entries.size() < count) {
      byte[] rest = random(random.nextLong(), KEY_BYTES);
      entries.put(key(1, 7, rest), value(random));
    }
    return entries;
  }

  private static byte[] value(SplittableRandom random) {
    int length = random.nextInt(50) == 0 ? random.nextInt(6_000) : random.nextInt(60);
    return random.nextBoolean() ? random(random.nextLong(), length) : new byte[length];
  }

  private static byte[] key(int keyGroup, long tag, byte[] rest) {
    byte[] start = KeyLayout.start(keyGroup, tag);
    byte[] key = Arrays.copyOf(start, start.length + rest.length);
    System.arraycopy(rest, 0, key, start.length, rest.length);
    return key;
  }

  private static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }
}
