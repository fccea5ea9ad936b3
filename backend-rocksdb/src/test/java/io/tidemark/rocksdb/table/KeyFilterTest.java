package io.tidemark.rocksdb.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.rocksdb.engine.NativeLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.EnvOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;

/** A filter's answers are RocksDB's, for keys of any length. */
class KeyFilterTest {

  private static final int SHORT_KEYS = 300;
  private static final int[] LONG_KEYS = {1000, 1023, 1024, 1025, 1088, 2047, 2048, 2049, 5000};

  @TempDir Path directory;

  @BeforeAll
  static void load() {
    NativeLibrary.load();
  }

  @ParameterizedTest
  @CsvSource({"5, 0.12", "10, 0.015", "20, 0.002"})
  void answers_areRocksDbs_andRuleOutAsManyKeysAsTheBitsPromise(int bitsPerKey, double wrong)
      throws IOException, RocksDBException {
    SplittableRandom random = new SplittableRandom(bitsPerKey);
    TreeSet<byte[]> present = keys(random, 20);
    TreeSet<byte[]> absent = keys(random, 50);
    absent.removeAll(present);
    // So that RocksDB does not rule keys out by the file's smallest and largest key.
    present.add(new byte[0]);
    present.add(largest());
    try (Statistics statistics = new Statistics();
        Options options = options("bloomfilter:" + bitsPerKey, 5)) {
      options.setStatistics(statistics).setCreateIfMissing(true);
      Path file = file(options, present);
      byte[] block = FilterBlock.of(file);

      assertThat(present).allMatch(key -> mayContain(block, key, key.length));
      try (RocksDB database = RocksDB.open(options, directory.resolve("db").toString());
          IngestExternalFileOptions ingestion = new IngestExternalFileOptions()) {
        database.ingestExternalFile(List.of(file.toString()), ingestion);
        int taken = 0;
        for (byte[] key : absent) {
          statistics.getAndResetTickerCount(TickerType.BLOOM_FILTER_USEFUL);
          database.get(key);
          boolean ruledOut = statistics.getTickerCount(TickerType.BLOOM_FILTER_USEFUL) == 1;
          assertThat(mayContain(block, key, key.length))
              .as("key of %d bytes", key.length)
              .isEqualTo(!ruledOut);
          taken += ruledOut ? 0 : 1;
        }
        assertThat((double) taken / absent.size()).isLessThan(wrong);
      }
    }
  }

  @Test
  void keyAtTheBeginningOfALongerArray_isTakenByItsLength() throws IOException, RocksDBException {
    SplittableRandom random = new SplittableRandom(1);
    TreeSet<byte[]> present = keys(random, 1);
    try (Options options = options("bloomfilter:10", 5)) {
      byte[] block = FilterBlock.of(file(options, present));

      assertThat(present)
          .allMatch(key -> mayContain(block, Arrays.copyOf(key, key.length + 7), key.length));
    }
  }

  @ParameterizedTest
  @CsvSource({"ribbonfilter:10, 5", "bloomfilter:10, 4"})
  void filterOfAnotherKind_isNotRead(String policy, int formatVersion)
      throws IOException, RocksDBException {
    try (Options options = options(policy, formatVersion)) {
      Path file = file(options, keys(new SplittableRandom(1), 1));

      assertThat(KeyFilter.read(FilterBlock.of(file))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void descriptionWithAnUnknownByte_isNotRead(int at) throws IOException, RocksDBException {
    try (Options options = options("bloomfilter:10", 5)) {
      byte[] block = FilterBlock.of(file(options, keys(new SplittableRandom(1), 1)));
      int description = block.length - 5;
      assertThat(KeyFilter.read(block)).isPresent();

      for (int reserved : new int[] {0x20, 0x7f, 0x80, 0xe6, 0xff}) {
        byte[] changed = block.clone();
        changed[description + at] ^= (byte) reserved;

        assertThat(KeyFilter.read(changed)).as("%d changed by %d", at, reserved).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31})
  void reservedNumberOfProbes_isNotRead(int probes) {
    byte[] block = new byte[64 + 5];
    block[64] = -1;
    block[66] = 6;
    assertThat(KeyFilter.read(block)).isPresent();

    block[66] = (byte) probes;

    assertThat(KeyFilter.read(block)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 65, 127})
  void bitsThatFillNoWholeLine_areNotRead(int length) {
    byte[] block = new byte[length + 5];
    block[length] = -1;
    block[length + 2] = 6;

    assertThat(KeyFilter.read(block)).isEmpty();
  }

  @Test
  void filterThatRulesOutNothing_isNotRead() {
    assertThat(KeyFilter.read(new byte[6])).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void filterWithoutBits_isNotRead(int length) {
    assertThat(KeyFilter.read(new byte[length])).isEmpty();
  }

  private static boolean mayContain(byte[] block, byte[] key, int length) {
    KeyFilter filter = KeyFilter.read(block).orElseThrow();
    long hash = KeyHash.of(key, length);
    return filter.mayContain(hash, block, filter.line(hash) * KeyFilter.LINE_BYTES);
  }

  private static TreeSet<byte[]> keys(SplittableRandom random, int ofEachLength) {
    TreeSet<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
    for (int round = 0; round < ofEachLength; round++) {
      for (int length = 0; length <= SHORT_KEYS; length++) {
        keys.add(key(random, length));
      }
      for (int length : LONG_KEYS) {
        keys.add(key(random, length));
      }
    }
    return keys;
  }

  private static byte[] key(SplittableRandom random, int length) {
    byte[] key = new byte[length];
    random.nextBytes(key);
    return key;
  }

  private static byte[] largest() {
    byte[] key = new byte[64];
    Arrays.fill(key, (byte) -1);
    return key;
  }

  private static Options options(String filterPolicy, int formatVersion) {
    Properties properties = new Properties();
    properties.setProperty(
        "block_based_table_factory",
        "{filter_policy=" + filterPolicy + ";format_version=" + formatVersion + "}");
    try (DBOptions database = new DBOptions();
        ColumnFamilyOptions family =
            ColumnFamilyOptions.getColumnFamilyOptionsFromProps(properties)) {
      return new Options(database, family);
    }
  }

  private Path file(Options options, TreeSet<byte[]> keys) throws RocksDBException {
    Path file = directory.resolve("keys.sst");
    try (EnvOptions environment = new EnvOptions();
        SstFileWriter writer = new SstFileWriter(environment, options)) {
      writer.open(file.toString());
      for (byte[] key : keys) {
        writer.put(key, new byte[0]);
      }
      writer.finish();
    }
    return file;
  }
}
