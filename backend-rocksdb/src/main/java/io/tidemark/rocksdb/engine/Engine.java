package io.tidemark.rocksdb.engine;

import io.tidemark.rocksdb.tuning.NativeOptions;
import io.tidemark.spi.StateBackendException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.BuiltinComparator;
import org.rocksdb.Cache;
import org.rocksdb.ChecksumType;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.EnvOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksObject;
import org.rocksdb.Statistics;
import org.rocksdb.StringAppendOperator;
import org.rocksdb.WriteBufferManager;

/**
 * What the databases of one backend share: the cache, the filter, the options, as native objects.
 *
 * <p>Counted: the maker holds it once, every database once more, and the last to release it frees
 * the native objects, in the reverse order of their making.
 */
public final class Engine implements AutoCloseable {

  /** What of a sorted file is written at once, and so cannot be read before it is complete. */
  private static final long FILE_BUFFER_BYTES = 256 << 10;

  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private final AtomicInteger holders = new AtomicInteger(1);
  private final AtomicBoolean closed = new AtomicBoolean();

  final DBOptions dbOptions;
  final ColumnFamilyOptions familyOptions;
  final Options fileOptions;
  private final Options plainFileOptions;
  final EnvOptions envOptions;
  final IngestExternalFileOptions ingestOptions;
  final ReadOptions readOptions;
  private final Optional<FileForm> fileForm;
  private final Cache cache;
  private final @Nullable Statistics statistics;

  /**
   * Makes the shared objects. The native library must be {@linkplain NativeLibrary#load loaded}.
   *
   * @throws io.tidemark.config.InvalidConfigurationException if an option's text is none of
   *     RocksDB's
   */
  public Engine(EngineSettings settings) {
    boolean complete = false;
    try {
      OptionTexts texts = OptionTexts.parse(settings.optionTexts());
      cache = own(new LRUCache(settings.blockCacheBytes(), -1, false, 0.5));
      StringAppendOperator append = own(new StringAppendOperator(""));
      WriteBufferManager writeBuffers =
          own(new WriteBufferManager(Math.max(1 << 20, settings.blockCacheBytes() / 16), cache));
      statistics = settings.statistics() ? own(new Statistics()) : null;
      BlockBasedTableConfig table = table(settings);
      familyOptions = own(familyOptions(texts, settings));
      dbOptions = own(databaseOptions(texts, settings));
      settings
          .tuning()
          .ifPresent(
              tuning ->
                  tuning.accept(new NativeOptions(dbOptions, familyOptions, table, owned::push)));
      fileForm =
          settings.tuning().isPresent() || texts.areAboutFiles()
              ? Optional.empty()
              : Optional.of(
                  new FileForm(
                      settings.blockBytes(), settings.bloomBitsPerKey(), settings.compress()));
      // Last, because the memory budget and the format of snapshots stand on them.
      bind(familyOptions, table, append);
      bind(dbOptions, writeBuffers);

      fileOptions = own(new Options(dbOptions, familyOptions));
      plainFileOptions = own(new Options(dbOptions, familyOptions));
      if (familyOptions.compressionType() == CompressionType.LZ4_COMPRESSION) {
        plainFileOptions.setCompressionType(CompressionType.NO_COMPRESSION);
      }
      envOptions = own(new EnvOptions(dbOptions));
      if (!texts.names("writable_file_max_buffer_size")) {
        envOptions.setWritableFileMaxBufferSize(FILE_BUFFER_BYTES);
      }
      ingestOptions =
          own(new IngestExternalFileOptions())
              .setMoveFiles(true)
              .setSnapshotConsistency(true)
              .setAllowGlobalSeqNo(true)
              .setAllowBlockingFlush(true)
              .setWriteGlobalSeqno(false);
      readOptions = own(new ReadOptions());
      complete = true;
    } finally {
      if (!complete) {
        free();
      }
    }
  }

  private BlockBasedTableConfig table(EngineSettings settings) {
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockSize(settings.blockBytes())
            .setFormatVersion(5)
            .setChecksumType(ChecksumType.kCRC32c)
            .setEnableIndexCompression(false)
            .setPinTopLevelIndexAndFilter(true)
            .setPinL0FilterAndIndexBlocksInCache(true);
    if (settings.bloomBitsPerKey() > 0) {
      table.setFilterPolicy(own(new BloomFilter(settings.bloomBitsPerKey(), false)));
    }
    return table;
  }

  private static ColumnFamilyOptions familyOptions(OptionTexts texts, EngineSettings settings) {
    ColumnFamilyOptions options = texts.familyOptions();
    if (!texts.names("write_buffer_size")) {
      options.setWriteBufferSize(1 << 20);
    }
    if (!texts.names("compression")) {
      options.setCompressionType(
          settings.compress() ? CompressionType.LZ4_COMPRESSION : CompressionType.NO_COMPRESSION);
    }
    return options;
  }

  private static DBOptions databaseOptions(OptionTexts texts, EngineSettings settings) {
    DBOptions options = texts.databaseOptions();
    if (!texts.names("max_background_jobs")) {
      options.setMaxBackgroundJobs(settings.backgroundJobs());
    }
    return options;
  }

  private void bind(
      ColumnFamilyOptions options, BlockBasedTableConfig table, StringAppendOperator append) {
    table
        .setBlockCache(cache)
        .setCacheIndexAndFilterBlocks(true)
        .setCacheIndexAndFilterBlocksWithHighPriority(true);
    options
        .setTableFormatConfig(table)
        .setMergeOperator(append)
        .setComparator(BuiltinComparator.BYTEWISE_COMPARATOR);
  }

  private void bind(DBOptions options, WriteBufferManager writeBuffers) {
    options
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setWriteBufferManager(writeBuffers)
        .setAvoidFlushDuringShutdown(true)
        .setWriteDbidToManifest(false);
    if (statistics != null) {
      options.setStatistics(statistics);
    }
  }

  /** The bytes that the shared cache holds now. */
  public long cachedBytes() {
    return cache.getUsage();
  }

  /** RocksDB's own figures, or null where they are not kept. */
  public @Nullable Statistics statistics() {
    return statistics;
  }

  /**
   * The form of sorted files; empty if a program or RocksDB's own options ask for something about
   * them, which only RocksDB itself understands.
   */
  public Optional<FileForm> fileForm() {
    return fileForm;
  }

  /**
   * The options of a sorted file.
   *
   * @param shrinks whether LZ4 may make its entries smaller; if it does not, it is not tried. Any
   *     other compression is
   */
  Options fileOptions(boolean shrinks) {
    return shrinks ? fileOptions : plainFileOptions;
  }

  void retain() {
    holders.incrementAndGet();
  }

  void release() {
    if (holders.decrementAndGet() == 0) {
      free();
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release();
    }
  }

  private <T extends RocksObject> T own(T object) {
    owned.push(object);
    return object;
  }

  private void free() {
    CloseAll.of(owned, Engine::close);
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      throw new StateBackendException(
          "A part of RocksDB's options cannot be closed: "
              + part
              + ". Mend the one that state.backend.rocksdb.options-factory names, which made it",
          e);
    }
  }
}
