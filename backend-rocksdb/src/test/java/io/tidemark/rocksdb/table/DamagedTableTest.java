package io.tidemark.rocksdb.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.engine.Engine;
import io.tidemark.spi.StateBackendException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is damaged, short or gone is left to RocksDB. */
class DamagedTableTest extends FilesOfADatabase {

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
      assertThat(reads.bytes()).as("held of a file that is left to RocksDB").isZero();
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
}
