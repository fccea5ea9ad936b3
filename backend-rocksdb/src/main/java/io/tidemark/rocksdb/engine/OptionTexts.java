package io.tidemark.rocksdb.engine;

import io.tidemark.config.InvalidConfigurationException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;

/**
 * RocksDB's options by their own names, sorted into those of a database and those of its column
 * families. What the backend sets up itself may not be among them.
 */
final class OptionTexts {

  private static final Set<String> RESERVED =
      Set.of(
          "block_based_table_factory",
          "table_factory",
          "merge_operator",
          "comparator",
          "create_if_missing",
          "create_missing_column_families",
          "allow_ingest_behind",
          "prefix_extractor");

  private static final Set<String> ABOUT_FILES =
      Set.of(
          "allow_fallocate",
          "allow_mmap_writes",
          "bytes_per_sync",
          "env",
          "rate_limiter_bytes_per_sec",
          "strict_bytes_per_sync",
          "use_direct_io_for_flush_and_compaction",
          "use_fsync",
          "writable_file_max_buffer_size");

  private final Properties database = new Properties();
  private final Properties family = new Properties();

  private OptionTexts() {
    // The host's name and start-up figures would make files of equal content differ.
    database.setProperty("db_host_id", "");
    database.setProperty("max_open_files", "-1");
    database.setProperty("stats_dump_period_sec", "0");
    database.setProperty("keep_log_file_num", "1");
    database.setProperty("info_log_level", "ERROR_LEVEL");
    family.setProperty("level0_slowdown_writes_trigger", "2000");
    family.setProperty("level0_stop_writes_trigger", "4000");
    family.setProperty("level0_file_num_compaction_trigger", "8");
    family.setProperty("arena_block_size", "65536");
  }

  static OptionTexts parse(Map<String, String> texts) {
    OptionTexts sorted = new OptionTexts();
    texts.forEach(sorted::add);
    return sorted;
  }

  boolean names(String option) {
    return database.containsKey(option) || family.containsKey(option);
  }

  /** Whether any of them says in which form sorted files are written, or how. */
  boolean areAboutFiles() {
    return ABOUT_FILES.stream().anyMatch(this::names)
        || family.stringPropertyNames().stream().anyMatch(name -> name.contains("compression"));
  }

  DBOptions databaseOptions() {
    return DBOptions.getDBOptionsFromProps(database);
  }

  ColumnFamilyOptions familyOptions() {
    return ColumnFamilyOptions.getColumnFamilyOptionsFromProps(family);
  }

  private void add(String name, String text) {
    if (RESERVED.contains(name)) {
      throw new InvalidConfigurationException(
          "state.backend.rocksdb.options." + name + " cannot be set: the backend sets it itself");
    }
    Properties one = new Properties();
    one.setProperty(name, text);
    try (DBOptions options = DBOptions.getDBOptionsFromProps(one)) {
      if (options != null) {
        database.setProperty(name, text);
        return;
      }
    }
    try (ColumnFamilyOptions options = ColumnFamilyOptions.getColumnFamilyOptionsFromProps(one)) {
      if (options != null) {
        family.setProperty(name, text);
        return;
      }
    }
    throw new InvalidConfigurationException(
        "state.backend.rocksdb.options."
            + name
            + ": RocksDB has no such option of a database or a column family, or refuses its value"
            + " '"
            + text
            + "'");
  }
}
