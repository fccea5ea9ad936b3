package io.tidemark.rocksdb.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.engine.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/** Files of all forms that RocksDB writes are read right, or left to it. */
class TableFormsTest extends FilesOfADatabase {

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
  void dictionaryThatBlocksAreCompressedWith_isLeftToRocksDb() throws RocksDBException {
    Properties properties = new Properties();
    properties.setProperty(
        "block_based_table_factory",
        "{block_size=1024;checksum=kCRC32c;format_version=5;enable_index_compression=false}");
    properties.setProperty("compression", "kLZ4Compression");
    properties.setProperty("compression_opts", "{max_dict_bytes=4096}");
    try (DBOptions database = new DBOptions();
        ColumnFamilyOptions family =
            ColumnFamilyOptions.getColumnFamilyOptionsFromProps(properties);
        Options options = new Options(database, family)) {
      assertForeignFile(options, false);
    }
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
}
