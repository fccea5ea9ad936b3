package io.tidemark.rocksdb.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.engine.Engine;
import io.tidemark.rocksdb.engine.EngineSettings;
import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.rocksdb.engine.LiveFile;
import io.tidemark.rocksdb.engine.NativeFileWriter;
import io.tidemark.rocksdb.engine.NativeLibrary;
import io.tidemark.rocksdb.engine.SortedFileWriter;
import io.tidemark.spi.KeyGroupRange;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A database with files to be read, and what tests ask of it. */
abstract class FilesOfADatabase {

  static final int BLOCK_BYTES = 1 << 10;
  static final int KEY_BYTES = 6;
  static final long ENOUGH = 64 << 20;
  static final int LITTLE = 48 << 10;
  static final EngineSettings SETTINGS = EngineSettings.plain(4 << 20, BLOCK_BYTES, 10);
  static final List<KeyGroupRange> TWO_PARTS =
      List.of(KeyGroupRange.of(0, 3), KeyGroupRange.of(4, 7));

  @TempDir Path directory;

  int files;

  @BeforeAll
  static void load() {
    NativeLibrary.load();
  }

  static void requireTime() {
    assertThat(Thread.currentThread().isInterrupted()).as("the time is over").isFalse();
  }

  static List<Path> paths(Database database) {
    return database.liveFiles(0).stream().flatMap(List::stream).map(LiveFile::path).toList();
  }

  /** Returns whether it was found without RocksDB. */
  static boolean assertFoundAsInRocksDb(Database database, DirectReads reads, byte[] key) {
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

  static byte[] find(DirectReads reads, byte[] key) {
    int found = reads.find(KeyLayout.keyGroup(key), key, key.length);
    assertThat(found).isNotNegative();
    return value(reads, found);
  }

  Database open(Engine engine) {
    return new Database(engine, directory.resolve("db"), TWO_PARTS, () -> {});
  }

  Path file(Engine engine, TreeMap<byte[], byte[]> entries) {
    Path path = directory.resolve("file-" + files++ + ".sst");
    try (SortedFileWriter writer = writer(engine, path, true)) {
      entries.forEach((key, value) -> writer.put(key, value, 0, value.length));
      writer.finish();
    }
    return path;
  }

  /** RocksDB writes one file, and we write the next. */
  SortedFileWriter writer(Engine engine, Path path, boolean shrinks) {
    return files % 2 == 0
        ? new NativeFileWriter(engine, path, shrinks)
        : new TableWriter(engine.fileForm().orElseThrow(), path, shrinks);
  }

  static TreeMap<byte[], byte[]> entries(SplittableRandom random, int count) {
    TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    while (entries.size() < count) {
      byte[] rest = random(random.nextLong(), KEY_BYTES);
      entries.put(key(1, 7, rest), value(random));
    }
    return entries;
  }

  /**
   * Keys of all lengths in the first part, of which many begin others, with bytes that RocksDB's
   * own numbers have, and some that no byte is greater than.
   */
  static TreeSet<byte[]> keysThatBeginOthers(SplittableRandom random, int count) {
    TreeSet<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
    byte[] before = {};
    while (keys.size() < count) {
      byte[] rest = new byte[random.nextInt(4) == 0 ? random.nextInt(300) : random.nextInt(7)];
      for (int i = 0; i < rest.length; i++) {
        rest[i] =
            (byte)
                switch (random.nextInt(4)) {
                  case 0 -> 255 - random.nextInt(3);
                  case 1 -> random.nextInt(256);
                  default -> random.nextInt(2);
                };
      }
      byte[] key = key(random.nextInt(4), random.nextInt(2), rest);
      if (random.nextInt(3) == 0 && before.length > 0) {
        key = Arrays.copyOf(before, before.length + 1 + random.nextInt(9));
        key[key.length - 1] = (byte) random.nextInt(3);
      }
      keys.add(key);
      before = key;
    }
    return keys;
  }

  static byte[] value(DirectReads reads, int length) {
    return Arrays.copyOfRange(reads.source(), reads.offset(), reads.offset() + length);
  }

  static byte[] value(SplittableRandom random) {
    int length = random.nextInt(50) == 0 ? random.nextInt(6_000) : random.nextInt(60);
    return random.nextBoolean() ? random(random.nextLong(), length) : new byte[length];
  }

  static byte[] key(int keyGroup, long tag, byte[] rest) {
    byte[] start = KeyLayout.start(keyGroup, tag);
    byte[] key = Arrays.copyOf(start, start.length + rest.length);
    System.arraycopy(rest, 0, key, start.length, rest.length);
    return key;
  }

  static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }
}
