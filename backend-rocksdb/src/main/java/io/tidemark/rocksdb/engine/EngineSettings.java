package io.tidemark.rocksdb.engine;

import io.tidemark.rocksdb.tuning.NativeOptions;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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
 * @param tuning what a program sets on top, which wins over that
 */
public record EngineSettings(
    long blockCacheBytes,
    long blockBytes,
    int bloomBitsPerKey,
    boolean compress,
    int backgroundJobs,
    boolean statistics,
    Map<String, String> optionTexts,
    Optional<Consumer<NativeOptions>> tuning) {

  public EngineSettings {
    optionTexts = Map.copyOf(optionTexts);
  }

  /** Settings without anything of a program's. */
  public static EngineSettings plain(long blockCacheBytes, long blockBytes, int bloomBitsPerKey) {
    return new EngineSettings(
        blockCacheBytes, blockBytes, bloomBitsPerKey, true, 1, false, Map.of(), Optional.empty());
  }
}
