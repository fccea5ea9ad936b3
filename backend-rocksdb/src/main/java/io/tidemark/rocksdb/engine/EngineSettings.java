package io.tidemark.rocksdb.engine;

import java.util.Map;

/**
 * How the databases of a backend are set up.
 *
 * @param blockCacheBytes the cache of blocks, indexes and filters that all of them share
 * @param blockBytes about how many bytes of entries are read at a time
 * @param bloomBitsPerKey the size of the filters that tell which files cannot have a key
 * @param compress whether files are compressed
 * @param backgroundJobs how many compactions run at a time
 * @param statistics whether RocksDB counts what it does
 * @param optionTexts options of RocksDB by their own names, which win over all of the above
 */
public record EngineSettings(
    long blockCacheBytes,
    long blockBytes,
    int bloomBitsPerKey,
    boolean compress,
    int backgroundJobs,
    boolean statistics,
    Map<String, String> optionTexts) {

  public EngineSettings {
    optionTexts = Map.copyOf(optionTexts);
  }
}
