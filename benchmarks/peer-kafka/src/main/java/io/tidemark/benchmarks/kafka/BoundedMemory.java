package io.tidemark.benchmarks.kafka;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One budget for blocks, filters and write buffers, as the documentation of Kafka Streams says how
 * to bound memory; a third of it may be write buffers.
 */
public final class BoundedMemory implements RocksDBConfigSetter {

  /** The key of the budget in bytes among the configuration. */
  static final String BUDGET = "measured.memory.budget";

  private static final int SHARE_OF_WRITE_BUFFERS = 3;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    long budget = Long.parseLong(String.valueOf(configs.get(BUDGET)));
    Cache cache = new LRUCache(budget);
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(cache);
    table.setCacheIndexAndFilterBlocks(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(new WriteBufferManager(budget / SHARE_OF_WRITE_BUFFERS, cache));
  }

  @Override
  public void close(String storeName, Options options) {}
}
