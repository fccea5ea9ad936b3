package io.tidemark.rocksdb.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.engine.Engine;
import io.tidemark.rocksdb.engine.EngineSettings;
import io.tidemark.rocksdb.engine.FileForm;
import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.rocksdb.engine.NativeFileWriter;
import io.tidemark.rocksdb.engine.Scan;
import io.tidemark.rocksdb.engine.SortedFileWriter;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StateBackendException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.TableProperties;

/** Files that are written without RocksDB are to it like those that it writes. */
class TableWriterTest extends FilesOfADatabase {

  private static final FileForm FORM = new FileForm(BLOCK_BYTES, 10, true);
  private static final byte[] VALUE = {7};

  private enum Change {
    PUT,
    PUT_BUFFERS,
    DELETE,
    APPEND
  }

  /** Of one key. */
  private record Entry(byte[] key, Change change, byte[] value) {

    void writeTo(SortedFileWriter writer) {
      switch (change) {
        case PUT -> writer.put(key, value, 0, value.length);
        case PUT_BUFFERS -> writer.put(direct(key), direct(value));
        case APPEND -> writer.append(key, value, 0, value.length);
        default -> writer.delete(key);
      }
    }

    private static ByteBuffer direct(byte[] bytes) {
      return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1024, 10, true",
    "2, 4096, 10, false",
    "3, 1, 6, true",
    "4, 100000, 0, true",
    "5, 1024, 1, false",
    "6, 300, 32, true"
  })
  void runsOnTopOfEachOther_areToRocksDbWhatItsOwnAre(
      long seed, int blockBytes, int filterBits, boolean compress) {
    SplittableRandom random = new SplittableRandom(seed);
    EngineSettings settings = EngineSettings.plain(4 << 20, blockBytes, filterBits);
    TreeSet<byte[]> keys = keysThatBeginOthers(random, 400);
    try (Engine engine = new Engine(settings);
        Database expected = new Database(engine, directory.resolve("its"), TWO_PARTS, () -> {});
        Database found = new Database(engine, directory.resolve("ours"), TWO_PARTS, () -> {})) {
      FileForm form = engine.fileForm().orElseThrow();
      assertThat(form).isEqualTo(new FileForm(blockBytes, filterBits, true));
      for (int run = 0; run < 12; run++) {
        List<Entry> entries = entries(keys, random, run == 0 ? 2 : 1 + random.nextInt(4));
        Path itsFile = directory.resolve("its-" + run + ".sst");
        Path ourFile = directory.resolve("our-" + run + ".sst");
        write(entries, new NativeFileWriter(engine, itsFile, compress));
        write(entries, new TableWriter(form, ourFile, compress));
        expected.ingest(List.of(List.of(itsFile), List.of()));
        found.ingest(List.of(List.of(ourFile), List.of()));

        assertThat(all(found)).isEqualTo(all(expected));
        for (byte[] key : keys) {
          assertThat(get(found, key)).isEqualTo(get(expected, key));
          byte[] absent = Arrays.copyOf(key, key.length + 20);
          assertThat(get(found, absent)).isNull();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void properties_sayWhatRocksDbSaysOfItsOwnFile(boolean compress) throws RocksDBException {
    SplittableRandom random = new SplittableRandom(5);
    List<Entry> entries = entries(keysThatBeginOthers(random, 2_000), random, 1);
    try (Engine engine = new Engine(SETTINGS)) {
      TableProperties expected =
          properties(write(entries, new NativeFileWriter(engine, path("its"), compress)), "its");
      TableProperties found =
          properties(write(entries, new TableWriter(FORM, path("ours"), compress)), "ours");

      assertThat(found.getNumEntries()).isEqualTo(expected.getNumEntries());
      assertThat(found.getNumDeletions()).isEqualTo(expected.getNumDeletions()).isPositive();
      assertThat(found.getNumMergeOperands())
          .isEqualTo(expected.getNumMergeOperands())
          .isPositive();
      assertThat(found.getRawKeySize()).isEqualTo(expected.getRawKeySize());
      assertThat(found.getRawValueSize()).isEqualTo(expected.getRawValueSize());
      assertThat(found.getCompressionName()).isEqualTo(expected.getCompressionName());
      assertThat(found.getComparatorName()).isEqualTo(expected.getComparatorName());
      assertThat(found.getFilterPolicyName()).isEqualTo(expected.getFilterPolicyName());
      assertThat(found.getFilterSize()).isEqualTo(expected.getFilterSize());
      assertThat(found.getFormatVersion()).isEqualTo(expected.getFormatVersion());
      assertThat(found.getDataSize())
          .isBetween(expected.getDataSize() * 9 / 10, expected.getDataSize() * 11 / 10);
      assertThat(found.getIndexSize()).isLessThan(expected.getIndexSize() * 11 / 10);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void largeValues_areReadByRocksDb(boolean compress) throws RocksDBException, IOException {
    List<Entry> entries = new ArrayList<>();
    for (int length : new int[] {0, 65_000, 65_535, 65_536, 70_000, 131_072, 200_000, 3_000_000}) {
      byte[] value = compress ? new byte[length] : random(length, length);
      entries.add(new Entry(KeyLayout.start(1, length), Change.PUT, value));
    }
    try (Engine engine = new Engine(SETTINGS);
        Database database = open(engine);
        TableWriter writer = new TableWriter(FORM, path("large"), compress)) {
      entries.forEach(entry -> entry.writeTo(writer));
      writer.finish();
      assertThat(writer.fileBytes()).isEqualTo(Files.size(path("large")));
      assertThat(properties(entries, "large").getNumEntries()).isEqualTo(entries.size());
      database.ingest(List.of(List.of(path("large")), List.of()));
      for (Entry entry : entries) {
        byte[] target = new byte[4 << 20];
        int found = database.get(1, entry.key(), entry.key().length, target);
        assertThat(Arrays.copyOf(target, found)).isEqualTo(entry.value());
      }
    }
  }

  /** All sizes that the option allows. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 13, 20, 40, 3_000})
  void filter_isThatOfRocksDbBitForBit(int count) throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    List<Entry> entries = entries(keysThatBeginOthers(random, count), random, 1);
    for (int bits = 1; bits <= 32; bits++) {
      try (Engine engine = new Engine(EngineSettings.plain(4 << 20, BLOCK_BYTES, bits))) {
        write(entries, new NativeFileWriter(engine, path("its"), true));
        write(entries, new TableWriter(engine.fileForm().orElseThrow(), path("ours"), true));

        assertThat(FilterBlock.of(path("ours")))
            .as("%d bits a key", bits)
            .isEqualTo(FilterBlock.of(path("its")));
      }
    }
  }

  @Test
  void completedFile_hasTheLengthAndTheChecksumThatItsWriterTells_andEverythingInItCounts()
      throws IOException {
    SplittableRandom random = new SplittableRandom(9);
    for (int count : new int[] {1, 300, 30_000}) {
      List<Entry> entries = entries(keysThatBeginOthers(random, count), random, 1);
      Path file = path("counted-" + count);
      try (TableWriter writer = new TableWriter(FORM, file, true)) {
        entries.forEach(entry -> entry.writeTo(writer));
        writer.finish();

        byte[] bytes = Files.readAllBytes(file);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        assertThat(writer.fileBytes()).isEqualTo(bytes.length);
        assertThat(writer.checksum()).isEqualTo((int) crc.getValue());
        assertThat(writer.entries()).isEqualTo(entries.size());
        assertThat(writer.deletes())
            .isEqualTo(entries.stream().filter(e -> e.change() == Change.DELETE).count());
        assertThat(writer.bytes())
            .isEqualTo(entries.stream().mapToLong(e -> e.key().length + e.value().length).sum());
      }
    }
  }

  @Test
  void sameEntries_giveTheSameBytes_andOthersAnotherIdentity() throws IOException {
    SplittableRandom random = new SplittableRandom(9);
    List<Entry> entries = new ArrayList<>(entries(keysThatBeginOthers(random, 500), random, 1));
    write(entries, new TableWriter(FORM, path("one"), true));
    write(entries, new TableWriter(FORM, path("two"), true));
    entries.set(3, new Entry(entries.get(3).key(), Change.PUT, new byte[] {1}));
    write(entries, new TableWriter(FORM, path("other"), true));

    assertThat(Files.mismatch(path("one"), path("two"))).isEqualTo(-1);
    assertThat(identity(path("one"))).hasSize(20).isEqualTo(identity(path("two")));
    assertThat(identity(path("other"))).hasSize(20).isNotEqualTo(identity(path("one")));
  }

  /** RocksDB would take a block of one for a block of the other that begins at the same place. */
  @Test
  void sameEntriesWithAnotherFilter_haveAnotherIdentity() throws IOException {
    SplittableRandom random = new SplittableRandom(9);
    List<Entry> entries = entries(keysThatBeginOthers(random, 500), random, 1);
    List<String> identities = new ArrayList<>();
    for (int bits : new int[] {0, 6, 10}) {
      write(entries, new TableWriter(new FileForm(BLOCK_BYTES, bits, true), path("form"), true));
      identities.add(identity(path("form")));
    }

    assertThat(identities).doesNotHaveDuplicates();
  }

  @Test
  void keyThatIsNotGreater_isRefused() {
    byte[] key = key(1, 1, new byte[] {2, 2});
    for (byte[] next :
        List.of(key, key(1, 1, new byte[] {2}), key(1, 1, new byte[] {2, 1, 9}), key(0, 9, key))) {
      try (TableWriter writer = new TableWriter(FORM, path("refused"), true)) {
        writer.put(key, VALUE, 0, 1);

        assertThatThrownBy(() -> writer.put(next, VALUE, 0, 1))
            .isInstanceOf(StateBackendException.class)
            .hasMessageContaining("refused");
        assertThat(writer.entries()).isEqualTo(1);
      }
    }
  }

  @Test
  void fileWithoutEntries_isNotFinished() {
    try (TableWriter writer = new TableWriter(FORM, path("empty"), true)) {
      assertThatThrownBy(writer::finish)
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining("empty");
    }
  }

  @Test
  void fullDisk_isToldWithWhatHelps() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "The system has no device that is always full");
    try (TableWriter writer = new TableWriter(FORM, full, false)) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  writer.put(KeyLayout.start(1, i), new byte[1_000], 0, 1_000);
                }
              })
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining("/dev/full")
          .hasMessageContaining("state.backend.rocksdb.localdir");
    }
  }

  @Test
  void fileThatCannotBeMade_isTold() {
    Path nowhere = directory.resolve("none").resolve("a.sst");

    assertThatThrownBy(() -> new TableWriter(FORM, nowhere, true))
        .isInstanceOf(StateBackendException.class)
        .hasMessageContaining(nowhere.toString());
  }

  @Test
  void interruptedThread_writesOn() {
    Thread.currentThread().interrupt();
    try {
      write(
          entries(keysThatBeginOthers(new SplittableRandom(1), 5_000), new SplittableRandom(1), 1),
          new TableWriter(FORM, path("interrupted"), true));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private Path path(String name) {
    return directory.resolve(name + ".sst");
  }

  private static List<Entry> write(List<Entry> entries, SortedFileWriter opened) {
    try (SortedFileWriter writer = opened) {
      entries.forEach(entry -> entry.writeTo(writer));
      writer.finish();
    }
    return entries;
  }

  private TableProperties properties(List<Entry> written, String name) throws RocksDBException {
    assertThat(written).isNotEmpty();
    try (Options options = new Options();
        SstFileReader reader = new SstFileReader(options)) {
      reader.open(path(name).toString());
      reader.verifyChecksum();
      return reader.getTableProperties();
    }
  }

  private static String identity(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    String name = "rocksdb.creating.session.identity";
    int at = text.indexOf(name) + name.length();
    return text.substring(at, at + 20);
  }

  private static TreeMap<String, String> all(Database database) {
    TreeMap<String, String> all = new TreeMap<>();
    for (KeyGroupRange part : database.parts()) {
      for (int keyGroup = part.first(); keyGroup <= part.last(); keyGroup++) {
        byte[] end = KeyLayout.start(keyGroup + 1);
        try (Scan scan = database.scan(keyGroup, KeyLayout.start(keyGroup), end)) {
          for (; scan.isValid(); scan.next()) {
            all.put(Arrays.toString(scan.key()), Arrays.toString(scan.value()));
          }
        }
      }
    }
    return all;
  }

  private static byte[] get(Database database, byte[] key) {
    byte[] target = new byte[64 << 10];
    int length = database.get(KeyLayout.keyGroup(key), key, key.length, target);
    return length == Database.NOT_FOUND ? null : Arrays.copyOf(target, length);
  }

  /** One in {@code each} of the keys. */
  private static List<Entry> entries(TreeSet<byte[]> keys, SplittableRandom random, int each) {
    List<Entry> entries = new ArrayList<>();
    for (byte[] key : keys) {
      if (entries.isEmpty() || random.nextInt(each) == 0) {
        Change change = Change.values()[random.nextInt(4)];
        byte[] value = change == Change.DELETE ? new byte[0] : value(random);
        entries.add(new Entry(key, change, value));
      }
    }
    return entries;
  }
}
